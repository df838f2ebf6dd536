package dev.aisle.ops.drill;

import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.SessionPlan;
import dev.aisle.ops.autocheckout.SessionWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// What drills feed their stores with.
final class Recording {

    private static final SessionPlan SHORT = new SessionPlan(7, 1, Duration.ofSeconds(20), 2);

    private Recording() {}

    /// The one in the folder that the system property `aisle.recording` names; else a short one
    /// that is written below `folder`.
    static AutoCheckoutRecording open(Path folder) throws IOException {
        var real = System.getProperty("aisle.recording", "");
        if (!real.isBlank()) {
            return AutoCheckoutRecording.open(Path.of(real));
        }
        var written = folder.resolve("session");
        SessionWriter.write(SHORT, written);
        return AutoCheckoutRecording.open(written);
    }
}
