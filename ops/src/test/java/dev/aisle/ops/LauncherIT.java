package dev.aisle.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.ops.autocheckout.Bought;
import dev.aisle.ops.autocheckout.ReceiptsFile;
import dev.aisle.ops.autocheckout.SessionPlan;
import dev.aisle.ops.autocheckout.SessionWriter;
import dev.aisle.ops.drill.Await;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The command as a person runs it: the script, and all processes that it starts.
class LauncherIT {

    private static final Pattern CASSANDRA = Pattern.compile("Cassandra starts \\(pid (\\d+),");

    /// Of a process that SIGINT has ended.
    private static final int INTERRUPTED = 130;

    private final Path folder;
    private final Launcher launcher;

    LauncherIT(@TempDir Path folder) {
        this.folder = folder;
        this.launcher = new Launcher(folder);
    }

    @Test
    void aRecordingIsPlayedToReceiptsAndATable() throws Exception {
        var truth = SessionWriter.write(SessionPlan.usual(1), folder.resolve("usual"));
        int code = run(play("max"));
        assertThat(code).as(Files.readString(launcher.err())).isZero();
        assertThat(shoppers(folder.resolve("receipts/usual.json")))
                .isEqualTo(shoppers(written(truth.receipts())));
        var table = Files.readAllLines(launcher.out());
        assertThat(table.getFirst())
                .matches("RECORDING +SHOPPER +BOUGHT +TOTAL +STAGE +VISIT +SECONDS");
        assertThat(table.subList(1, table.size()))
                .hasSizeGreaterThanOrEqualTo(truth.receipts().size())
                .allMatch(line ->
                        line.matches(
                                "usual +.* (paid|nothing owed|written off) .*autocheckout\\.usual-.*"));
    }

    @Test
    void aCommandThatIsSpelledWronglyExitsWithTwo() throws Exception {
        assertThat(run(List.of("play", "autocheckout", "--out", "x"))).isEqualTo(2);
        assertThat(Files.readString(launcher.err())).contains("DIR");
        assertThat(run(List.of("no-such-command"))).isEqualTo(2);
    }

    @Test
    void aCassandraThatDiesEndsTheCommandSoonAndNothingStays() throws Exception {
        SessionWriter.write(SessionPlan.usual(1), folder.resolve("usual"));
        var process = launcher.start(Map.of(), play("0.05"));
        try {
            var cassandra = awaitPlaying(process);
            var others = process.descendants().filter(each -> !each.equals(cassandra)).toList();
            cassandra.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(Files.readString(launcher.err()))
                    .containsSubsequence(
                            "Cassandra ended with code 137 (log ",
                            "server.log",
                            "MiB are free for the data folder",
                            "run the same command again: nothing acknowledged is lost");
            assertThat(others).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// Where a Ctrl-C may find a command, and what it has said then.
    enum Moment {
        CASSANDRA_STARTS("Cassandra starts (pid "),
        THE_STORE_RUNS(" in the store, "),
        THE_RECORDING_PLAYS("0 of 1 recordings done, 2 s"),
        THE_CLUSTER_STAYS("aisle: ready");

        private final String said;

        Moment(String said) {
            this.said = said;
        }
    }

    /// All Java processes that it starts keep their temporary files in a folder that only they use.
    @ParameterizedTest
    @EnumSource(Moment.class)
    void ctrlCLeavesNoProcessAndNoTemporaryFile(Moment moment) throws Exception {
        SessionWriter.write(SessionPlan.usual(1), folder.resolve("usual"));
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        var options = Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        var process = launcher.startInForeground(options, arguments(moment));
        try {
            awaitSaid(process, moment.said);
            var others = process.descendants().toList();
            interrupt(process);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(others).isNotEmpty().noneMatch(ProcessHandle::isAlive);
            assertThat(mentioning(folder)).isEmpty();
            assertThat(temporary).isEmptyDirectory();
            assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
            assertThat(Files.readString(launcher.err())).endsWith("aisle: stopped\n");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void aNodeThatIsKilledIsStartedAgainAndTheClusterStays() throws Exception {
        var data = data();
        try {
            assertThat(run(with(data, "up"))).as(Files.readString(launcher.err())).isZero();
            var before = nodes(data);
            var victim = before.get(1);
            ProcessHandle.of(victim.path("pid").asLong()).orElseThrow().destroyForcibly();
            var after =
                    Await.until(
                            "node-2 is up again",
                            Duration.ofMinutes(2),
                            Await.NOW_AND_THEN,
                            () -> {
                                var all = nodes(data);
                                boolean isBack =
                                        all.get(1).path("restarts").asInt() == 1
                                                && isReady(all.get(1));
                                return isBack ? Optional.of(all) : Optional.empty();
                            });
            assertThat(after.get(1).path("pid")).isNotEqualTo(victim.path("pid"));
            assertThat(List.of(after.get(0), after.get(2)))
                    .isEqualTo(List.of(before.get(0), before.get(2)));
        } finally {
            assertThat(run(with(data, "down"))).isZero();
        }
        assertThat(mentioning(folder)).isEmpty();
    }

    private List<String> data() {
        return List.of("--data", folder.resolve("data").toString());
    }

    private static List<String> with(List<String> data, String... arguments) {
        return Stream.concat(Stream.of(arguments), data.stream()).toList();
    }

    /// As `aisle status` tells them.
    private List<JsonNode> nodes(List<String> data) throws Exception {
        assertThat(run(with(data, "status", "--json"))).isZero();
        return new ObjectMapper()
                .readTree(launcher.out().toFile())
                .path("nodes")
                .valueStream()
                .toList();
    }

    private static boolean isReady(JsonNode node) throws Exception {
        var ready = URI.create(node.path("management").asText() + "/ready");
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                                    HttpRequest.newBuilder(ready).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private List<String> arguments(Moment moment) {
        return switch (moment) {
            case CASSANDRA_STARTS, THE_STORE_RUNS -> List.of("demo", "--seed", "7");
            case THE_RECORDING_PLAYS -> play("0.05");
            case THE_CLUSTER_STAYS -> with(data(), "up", "--foreground", "--nodes", "1");
        };
    }

    /// As a terminal does, yet to this process alone.
    private static void interrupt(Process process) throws Exception {
        var kill =
                new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .inheritIO()
                        .start();
        assertThat(kill.waitFor()).isZero();
    }

    private static List<String> mentioning(Path folder) {
        return ProcessHandle.allProcesses()
                .flatMap(each -> each.info().commandLine().stream())
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }

    private List<String> play(String speed) {
        return List.of(
                "play",
                "autocheckout",
                folder.resolve("usual").toString(),
                "--speed",
                speed,
                "--out",
                folder.resolve("receipts").toString(),
                "--data",
                folder.resolve("data").toString());
    }

    private int run(List<String> arguments) throws Exception {
        var process = launcher.start(Map.of(), arguments);
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private ProcessHandle awaitPlaying(Process process) throws Exception {
        var pid = CASSANDRA.matcher(awaitSaid(process, "0 of 1 recordings done, 2 s"));
        assertThat(pid.find()).isTrue();
        return ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow();
    }

    /// @return all that it has said by then
    private String awaitSaid(Process process, String words) throws Exception {
        return Await.until(
                "it says '" + words + "': " + launcher.err(),
                Duration.ofMinutes(2),
                Await.NOW_AND_THEN,
                () -> {
                    var said = Files.readString(launcher.err());
                    assertThat(process.isAlive()).as(said).isTrue();
                    return Optional.of(said).filter(all -> all.contains(words));
                });
    }

    private Path written(List<Bought> receipts) throws Exception {
        return ReceiptsFile.write(folder.resolve("truth"), "usual.json", receipts);
    }

    /// What each one who bought something has bought.
    private static List<String> shoppers(Path receipts) throws Exception {
        var shoppers = new ArrayList<String>();
        for (var each : new ObjectMapper().readTree(receipts.toFile()).path("receipts")) {
            if (!each.path("products").isEmpty()) {
                shoppers.add(each.toString());
            }
        }
        return shoppers.stream().sorted().toList();
    }
}
