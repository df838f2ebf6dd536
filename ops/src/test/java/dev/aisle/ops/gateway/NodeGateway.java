package dev.aisle.ops.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The example gateway in Node.js, where it can run.
public final class NodeGateway {

    private NodeGateway() {}

    /// Its folder; without Node.js or without its packages the test is skipped, and says what to
    /// run.
    ///
    /// @param home the folder that holds `ops`
    public static Path orSkip(Path home) {
        assumeTrue(
                onPath("node"),
                "skipped: there is no Node.js (node) on the PATH; install it, version 20 or newer");
        var folder = home.resolve("ops/examples/node-gateway").toAbsolutePath().normalize();
        assumeTrue(
                Files.isDirectory(folder.resolve("node_modules")),
                "skipped: the gateway's packages are missing; run: (cd " + folder + " && npm ci)");
        return folder;
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
