package dev.aisle.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the script says before there is a Java to run.
class LauncherTest {

    private static final int NO_JDK = 3;

    private final Path folder;

    LauncherTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anOlderJdkIsRefusedWithWhatToInstall() throws Exception {
        var jdk = Files.createDirectories(folder.resolve("jdk-17"));
        var java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 99\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.12\"\n");
        assertThat(refusal(Map.of("AISLE_JAVA_HOME", jdk.toString())))
                .startsWith(
                        "aisle: AISLE_JAVA_HOME="
                                + jdk
                                + " is not a JDK 25 or newer. Install one of these:")
                .contains("temurin-25-jdk", "sdk install java 25-tem");
    }

    @Test
    void anEmptyFolderIsRefusedWhereThePathHasNoJavaEither() throws Exception {
        var path = Files.createDirectories(folder.resolve("bin"));
        for (var tool : List.of("bash", "dirname", "readlink")) {
            Files.createSymbolicLink(path.resolve(tool), Path.of("/usr/bin", tool));
        }
        var empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(refusal(Map.of("AISLE_JAVA_HOME", empty.toString(), "PATH", path.toString())))
                .startsWith("aisle: AISLE_JAVA_HOME=" + empty + " is not a JDK 25 or newer.")
                .contains("openjdk-25-jdk");
    }

    private String refusal(Map<String, String> environment) throws Exception {
        var launcher = new Launcher(folder);
        var process = launcher.start(environment, List.of("--version"));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(launcher.err())).isEqualTo(NO_JDK);
        return Files.readString(launcher.err());
    }
}
