package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.protocols.kernel.EventTime;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
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
        var writer = new SessionWriter(plan);
        Files.createDirectories(folder);
        documents(folder.resolve(Planogram.FILE), Premises.planogram());
        documents(folder.resolve(Catalogue.FILE), Premises.products());
        writer.people(folder.resolve(Targets.FILE));
        writer.weights(folder.resolve(Weights.FILE));
        return writer.truth();
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
    private void people(Path file) throws IOException {
        var random = new Random(plan.seed() ^ 0x70656f706c65L);
        var vision = new Vision(script, random);
        try (var out = Files.newBufferedWriter(file)) {
            long micros = 447;
            long before = micros;
            long lag = 0;
            for (long number = 0; micros <= plan.duration().toNanos() / 1_000; number++) {
                var at = START.plusMicros(micros);
                // They arrive in the order in which they happened.
                lag = Math.max(2_200_000 + random.nextInt(200_000), lag - (micros - before));
                before = micros;
                var json = document(number, at, at, lag);
                var targets = ((ObjectNode) json.get("document")).putObject("targets");
                vision.targets(targets.putArray("targets"), micros / 1e6, at);
                if (targets.get("targets").isEmpty()) {
                    targets.removeAll();
                }
                line(out, json.put("id", 0));
                micros += 42_000 + random.nextInt(50_000);
            }
        }
    }

    /// Five batches a second, from 0.4 s on: before anybody is at the shelf.
    private void weights(Path file) throws IOException {
        var random = new Random(plan.seed() ^ 0x7363616c6573L);
        var scales = new Scales(script, random);
        try (var out = Files.newBufferedWriter(file)) {
            long micros = 400_000;
            for (long number = 0; micros <= plan.duration().toNanos() / 1_000; number++) {
                var origin = START.plusMicros(micros);
                var json =
                        document(
                                number,
                                origin,
                                origin.plusMicros(96_074),
                                100_000 + random.nextInt(80_000));
                var data = ((ObjectNode) json.get("document")).putObject("plate_data");
                data.putObject("plate_id")
                        .putObject("shelf_id")
                        .putObject("gondola_id")
                        .put("id", 1);
                data.put("freq_samp", 60.0);
                var values = data.putObject("values");
                values.put(
                        "data",
                        Base64.getEncoder()
                                .encodeToString(scales.batch((micros - BATCH / 2) / 1e6)));
                values.putArray("shape")
                        .add(Scales.SAMPLES)
                        .add(Scales.SHELVES)
                        .add(Scales.COLUMNS);
                values.put("type", "DATATYPE_FLOAT32");
                line(out, json.put("gondola_id", 1).put("shelf_index", 0).put("plate_index", 0));
                micros += BATCH;
            }
        }
    }

    private static EventTime time(double seconds) {
        return START.plusMicros(Math.round(seconds * 1e6));
    }

    private static ObjectNode document(long number, EventTime origin, EventTime issue, long lag) {
        var json = Premises.identified("5e9fd0e0", number);
        json.put("timestamp", issue.micros() / 1e6);
        json.putObject("date_time")
                .put(
                        "$date",
                        origin.plusMicros(lag).instant().truncatedTo(ChronoUnit.MILLIS).toString());
        json.putObject("document")
                .putObject("header")
                .put("t_origin", origin.toString())
                .put("t_issue", issue.toString());
        return json;
    }

    private static void documents(Path file, List<ObjectNode> documents) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            for (var document : documents) {
                line(out, document);
            }
        }
    }

    private static void line(BufferedWriter out, ObjectNode json) throws IOException {
        out.write(json.toString());
        out.write('\n');
    }
}
