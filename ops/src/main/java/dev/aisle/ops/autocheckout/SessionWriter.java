package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aisle.protocols.kernel.EventTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/// Makes up a session in the AutoCheckout format, with the ways of the real one: poses that arrive
/// 2.2 s late, joints and cells that are missing, scales that are untared, drift and feel the hand,
/// a gondola that never sends and a product without weight.
///
/// The same plan gives the same bytes.
public final class SessionWriter {

    private static final EventTime START = EventTime.of(Instant.parse("2020-04-22T05:06:34.6Z"));
    private static final long BATCH = 200_000;

    private final SessionPlan plan;
    private final Script script;

    private SessionWriter(SessionPlan plan) {
        this.plan = plan;
        this.script = Script.of(plan, new Random(plan.seed()));
    }

    /// Writes the four files into `folder` and what really happened into `truth`, which should lie
    /// elsewhere.
    public static Truth write(SessionPlan plan, Path folder, Path truth) throws IOException {
        var happened = write(plan, folder);
        happened.write(truth);
        return happened;
    }

    /// The same, with the truth told alone.
    public static Truth write(SessionPlan plan, Path folder) throws IOException {
        var session = new SessionWriter(plan);
        try (var writer =
                RecordingWriter.create(folder, Premises.planogram(), Premises.products())) {
            session.people(writer);
            session.weights(writer);
        }
        return session.truth();
    }

    private Truth truth() {
        var deeds =
                script.acts().stream()
                        .map(act ->
                                new Truth.Deed(
                                        time(act.at()),
                                        script.shoppers().get(act.shopper()).track(),
                                        act.taken(),
                                        act.item().code(),
                                        act.item().device(),
                                        act.plate()))
                        .toList();
        return Truth.of(script.shoppers().stream().map(Script.Shopper::track).toList(), deeds);
    }

    /// Fifteen frames a second, unevenly.
    private void people(RecordingWriter writer) throws IOException {
        var random = new Random(plan.seed() ^ 0x70656f706c65L);
        var vision = new Vision(script, random);
        long micros = 447;
        long before = micros;
        long lag = 0;
        while (micros <= plan.duration().toNanos() / 1_000) {
            var at = START.plusMicros(micros);
            // They arrive in the order in which they happened.
            lag = Math.max(2_200_000 + random.nextInt(200_000), lag - (micros - before));
            before = micros;
            var targets = JsonNodeFactory.instance.arrayNode();
            vision.targets(targets, micros / 1e6, at);
            writer.people(at, at.plusMicros(lag).instant(), targets);
            micros += 42_000 + random.nextInt(50_000);
        }
    }

    /// Five batches a second, from 0.4 s on: before anybody is at the shelf.
    private void weights(RecordingWriter writer) throws IOException {
        var random = new Random(plan.seed() ^ 0x7363616c6573L);
        var scales = new Scales(script, random);
        long micros = 400_000;
        while (micros <= plan.duration().toNanos() / 1_000) {
            var origin = START.plusMicros(micros);
            long lag = 100_000L + random.nextInt(80_000);
            var cells = scales.batch((micros - BATCH / 2) / 1e6);
            writer.weights(
                    1,
                    origin,
                    origin.plusMicros(lag).instant(),
                    cells,
                    Scales.SAMPLES,
                    Scales.SHELVES,
                    Scales.COLUMNS);
            micros += BATCH;
        }
    }

    private static EventTime time(double seconds) {
        return START.plusMicros(Math.round(seconds * 1e6));
    }
}
