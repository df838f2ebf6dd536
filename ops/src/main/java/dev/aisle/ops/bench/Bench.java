package dev.aisle.ops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.NodeJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the benchmarks have in common: a data folder for one run, and how figures are printed.
final class Bench {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Keep what the run writes there. Default: a folder that is deleted.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// Something done in a folder.
    interface Work<T> {
        T in(Path folder) throws Exception;
    }

    /// The folder goes afterwards, unless it was named.
    <T> T within(Work<T> work) throws Exception {
        if (data.isPresent()) {
            Files.createDirectories(data.get());
            return work.in(data.get());
        }
        var folder = Files.createTempDirectory("aisle-bench-");
        try {
            return work.in(folder);
        } finally {
            delete(folder);
        }
    }

    /// Runs a node that measures itself.
    ///
    /// @param what its settings below `aisle.bench`
    JsonNode measure(Path folder, String heap, Map<String, String> what) throws Exception {
        var config = ConfigFactory.load();
        var report = folder.resolve("report.json").toAbsolutePath();
        var settings = new TreeMap<String, String>();
        what.forEach((key, value) -> settings.put("aisle.bench." + key, value));
        settings.put("aisle.bench.report", "\"" + report + "\"");
        NodeJob.run(
                ClusterSettings.from(config, folder, home()).withHeap(heap),
                config,
                settings,
                progress());
        return JSON.readTree(report.toFile());
    }

    static Path home() {
        return Path.of(System.getProperty("aisle.home", "."));
    }

    void show(Map<String, Object> figures, List<String> lines) throws IOException {
        var out = spec.commandLine().getOut();
        if (json) {
            lines.forEach(progress());
            out.println(JSON.writeValueAsString(figures));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
    }

    Consumer<String> progress() {
        return line -> {
            var err = spec.commandLine().getErr();
            err.println("aisle: " + line);
            err.flush();
        };
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
