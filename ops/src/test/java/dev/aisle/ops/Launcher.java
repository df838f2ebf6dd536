package dev.aisle.ops;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `bin/aisle` as a person starts it, without a build.
record Launcher(Path folder) {

    /// The folder that holds `ops`.
    static Path home() {
        return Path.of(System.getProperty("aisle.home", "..")).toAbsolutePath().normalize();
    }

    /// It writes into [#out] and [#err].
    Process start(Map<String, String> environment, List<String> arguments) throws IOException {
        return start(List.of(), environment, arguments);
    }

    /// The same, heeding SIGINT, which a shell has its background jobs ignore, and all that they
    /// start: this test may run in one.
    Process startInForeground(Map<String, String> environment, List<String> arguments)
            throws IOException {
        boolean isLinux = System.getProperty("os.name").equals("Linux");
        var before = isLinux ? List.of("env", "--default-signal=INT") : List.<String>of();
        return start(before, environment, arguments);
    }

    private Process start(
            List<String> before, Map<String, String> environment, List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(before);
        command.add(home().resolve("ops/bin/aisle").toString());
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(out().toFile())
                        .redirectError(err().toFile());
        builder.environment().put("AISLE_BUILD", "never");
        builder.environment().putAll(environment);
        return builder.start();
    }

    Path out() {
        return folder.resolve("out");
    }

    Path err() {
        return folder.resolve("err");
    }
}
