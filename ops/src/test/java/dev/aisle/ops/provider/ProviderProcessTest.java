package dev.aisle.ops.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The provider as the command line runs it.
class ProviderProcessTest {

    private final Path ledger;

    ProviderProcessTest(@TempDir Path folder) {
        ledger = folder.resolve("ledger.jsonl");
    }

    @Test
    void whatItAnsweredOutlivesAKill() throws Exception {
        String answer;
        try (var provider = Running.start(ledger)) {
            answer = provider.caller().charge("k", 120, "tok");
            provider.process().destroyForcibly();
        }
        try (var provider = Running.start(ledger)) {
            assertThat(provider.caller().find("k")).isEqualTo(answer);
        }
    }

    @Test
    void itEndsWhenToldTo() throws Exception {
        try (var provider = Running.start(ledger)) {
            provider.process().destroy();
            assertThat(provider.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void itSaysWhatItRepaired() throws Exception {
        Files.writeString(ledger, "{\"key", StandardOpenOption.CREATE);
        try (var provider = Running.start(ledger)) {
            assertThat(provider.before())
                    .isEqualTo(
                            "aisle: "
                                    + ledger
                                    + " ended within a line, which nobody was told of: 5 bytes cut"
                                    + " off\n");
        }
    }

    /// @param before what it said before it was ready
    private record Running(Process process, String before, Caller caller) implements AutoCloseable {

        static Running start(Path ledger) throws IOException {
            var process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "dev.aisle.ops.Aisle",
                                    "provider",
                                    "--port",
                                    "0",
                                    "--ledger",
                                    ledger.toString())
                            .redirectErrorStream(true)
                            .start();
            var out = process.inputReader(StandardCharsets.UTF_8);
            var before = new StringBuilder();
            for (var line = line(out); ; line = line(out)) {
                if (line.startsWith("provider on 127.0.0.1:")) {
                    var port = line.substring(line.indexOf(':') + 1, line.indexOf(','));
                    return new Running(
                            process, before.toString(), Caller.of(Integer.parseInt(port)));
                }
                before.append(line).append('\n');
            }
        }

        private static String line(BufferedReader out) throws IOException {
            var line = out.readLine();
            if (line == null) {
                throw new IOException("it ended before it was ready");
            }
            return line;
        }

        @Override
        public void close() {
            caller.close();
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
