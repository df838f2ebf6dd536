package dev.aisle.ops.play;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.gateway.GatewayListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Plays recordings through a cluster.
@Command(
        name = "play",
        mixinStandardHelpOptions = true,
        description = "Plays recordings of real stores through a cluster.",
        subcommands = PlayCommand.AutoCheckout.class)
public final class PlayCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to play: aisle play autocheckout DIR --out FOLDER");
    }

    /// The format of the AutoCheckout competition.
    @Command(
            name = "autocheckout",
            mixinStandardHelpOptions = true,
            description = {
                "Plays recordings in the AutoCheckout format, each as a store of its own, and writes",
                "FOLDER/<name of DIR>.json with what everybody bought."
            },
            footer = {
                "",
                "Examples:",
                "  aisle play autocheckout benchmark-1 --out receipts",
                "  aisle play autocheckout day-1/* --speed 4 --out receipts --json"
            })
    static final class AutoCheckout implements Callable<Integer> {

        private static final ObjectMapper JSON = new ObjectMapper();

        @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of recordings.")
        private List<Path> folders = List.of();

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FOLDER",
                description = "Where receipts are written.")
        private Path out = Path.of("receipts");

        @Option(
                names = "--speed",
                paramLabel = "max|1|4…",
                defaultValue = "max",
                description =
                        "How many times as fast as it was; max: as fast as it goes. Default: max")
        private String speed = "max";

        @Option(names = "--json", description = "Print one JSON object instead of the table.")
        private boolean json;

        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            Speed factor;
            try {
                factor = Speed.parse(speed);
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(
                        spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
            }
            var names = folders.stream().map(AutoCheckout::name).toList();
            if (names.stream().distinct().count() < names.size()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Two folders have the same name, and so would their receipts: rename one.");
            }
            var err = spec.commandLine().getErr();
            var outcome = cluster.run(line -> say(err, line), access -> play(access, factor));
            print(outcome);
            return outcome.failures().isEmpty() ? 0 : 1;
        }

        private record Outcome(List<Played> played, Map<String, String> failures) {}

        private static void say(PrintWriter err, String line) {
            err.println("aisle: " + line);
            err.flush();
        }

        private static String name(Path folder) {
            return folder.toAbsolutePath().normalize().getFileName().toString();
        }

        private Outcome play(ClusterAccess access, Speed factor) throws InterruptedException {
            var settings = PlaySettings.from(ClusterOptions.config());
            var names = folders.stream().map(AutoCheckout::name).toList();
            var stores =
                    PlayedStores.of(
                            names, new SecureRandom().nextLong(1L << PlayedStores.RUN_BITS));
            var places = new Semaphore(settings.sideBySide());
            var done = new AtomicInteger();
            var sessions = new LinkedHashMap<String, Future<Played>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < stores.size(); i++) {
                    var folder = folders.get(i);
                    var store = stores.get(i);
                    sessions.put(
                            names.get(i),
                            threads.submit(() -> {
                                places.acquire();
                                try {
                                    return new Session(
                                                    folder,
                                                    store,
                                                    access,
                                                    factor,
                                                    settings,
                                                    GatewayListener.NONE)
                                            .play(out);
                                } finally {
                                    places.release();
                                    done.incrementAndGet();
                                }
                            }));
                }
                watch(done);
            }
            return collect(sessions);
        }

        /// Shows every second how far it has come.
        private void watch(AtomicInteger done) throws InterruptedException {
            int seconds = 0;
            while (done.get() < folders.size()) {
                var tick = new CompletableFuture<Void>();
                try {
                    tick.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException | ExecutionException second) {
                    seconds++;
                }
                say(
                        spec.commandLine().getErr(),
                        String.format(
                                Locale.ROOT,
                                "%d of %d recordings done, %d s",
                                done.get(),
                                folders.size(),
                                seconds));
            }
        }

        private static Outcome collect(Map<String, Future<Played>> sessions)
                throws InterruptedException {
            var played = new ArrayList<Played>();
            var failures = new LinkedHashMap<String, String>();
            for (var session : sessions.entrySet()) {
                try {
                    played.add(session.getValue().get());
                } catch (ExecutionException failed) {
                    failures.put(session.getKey(), Played.whyNot(failed));
                }
            }
            return new Outcome(played, failures);
        }

        private void print(Outcome outcome) throws IOException {
            var writer = spec.commandLine().getOut();
            if (json) {
                writer.println(JSON.writeValueAsString(asJson(outcome)));
            } else if (!outcome.played().isEmpty()) {
                Table.of(outcome.played()).lines().forEach(writer::println);
                warnings(outcome);
            }
            writer.flush();
            outcome.failures()
                    .forEach((name, why) -> say(spec.commandLine().getErr(), name + ": " + why));
        }

        private void warnings(Outcome outcome) {
            var err = spec.commandLine().getErr();
            for (var played : outcome.played()) {
                for (var warning : played.warnings()) {
                    say(err, played.name() + ": " + warning);
                }
            }
        }

        private static Map<String, Object> asJson(Outcome outcome) {
            var recordings = new ArrayList<Map<String, Object>>();
            for (var played : outcome.played()) {
                var json = played.json();
                json.put("receipts", played.file().toString());
                recordings.add(json);
            }
            return Map.of("recordings", recordings, "failures", outcome.failures());
        }
    }
}
