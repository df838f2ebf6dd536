package dev.aisle.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.ops.autocheckout.Bought;
import dev.aisle.ops.autocheckout.ReceiptsFile;
import dev.aisle.ops.autocheckout.SessionPlan;
import dev.aisle.ops.autocheckout.SessionWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a person runs it: the script, and all processes that it starts.
class LauncherIT {

    private static final Pattern CASSANDRA = Pattern.compile("Cassandra starts \\(pid (\\d+),");

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
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (System.nanoTime() < deadline && process.isAlive()) {
            var said = Files.readString(launcher.err());
            if (said.contains("0 of 1 recordings played, 2 s")) {
                var pid = CASSANDRA.matcher(said);
                assertThat(pid.find()).isTrue();
                return ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow();
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 100, TimeUnit.MILLISECONDS)
                    .join();
        }
        throw new AssertionError("it does not play: " + Files.readString(launcher.err()));
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
