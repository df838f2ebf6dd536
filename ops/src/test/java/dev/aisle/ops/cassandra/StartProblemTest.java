package dev.aisle.ops.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aisle.ops.cassandra.StartProblem.Died;
import dev.aisle.ops.cassandra.StartProblem.DiskFull;
import dev.aisle.ops.cassandra.StartProblem.FolderNotWritable;
import dev.aisle.ops.cassandra.StartProblem.NoJvm;
import dev.aisle.ops.cassandra.StartProblem.NoLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The problems that show without a Cassandra: its jar is an empty file here.
class StartProblemTest {
    @TempDir Path temp;

    @BeforeEach
    void anEmptyJarAsServer() throws IOException {
        Files.createFile(temp.resolve("cassandra-all-5.0.9.jar"));
    }

    @Test
    void aFolderWithoutTheServersJarAsksForABuild() {
        var libraries = temp.resolve("nowhere");

        assertThat(problem(TestSettings.in(temp, libraries, "")))
                .isEqualTo(new NoLibraries(libraries, "cassandra-all-5.0.9.jar"));
    }

    @Test
    void aDataFolderThatCannotBeMadeIsNamed() throws IOException {
        var file = Files.createFile(temp.resolve("file"));

        assertThat(problem(TestSettings.in(file, temp, "")))
                .isInstanceOfSatisfying(
                        FolderNotWritable.class,
                        problem -> assertThat(problem.folder()).isEqualTo(file));
    }

    @Test
    void aDiskWithTooLittleRoomIsRefused() {
        var settings =
                TestSettings.in(temp, temp, "aisle.ops.cassandra.least-free-space = 1000000 GiB");

        assertThat(problem(settings))
                .isInstanceOfSatisfying(
                        DiskFull.class,
                        problem -> assertThat(problem.leastMebibytes()).isEqualTo(1_024_000_000L));
    }

    @Test
    void aProcessThatDiesIsReportedWithItsLastWords() {
        assertThat(problem(TestSettings.in(temp, temp, "")))
                .isInstanceOfSatisfying(
                        Died.class,
                        problem ->
                                assertThat(problem.message())
                                        .contains("ended with code 1", "CassandraDaemon"));
    }

    @Test
    void aMissingJvmIsNamed() {
        var settings = TestSettings.in(temp, temp, "");
        var without =
                new EmbeddedCassandraSettings(
                        temp,
                        temp,
                        temp,
                        0,
                        settings.heapMebibytes(),
                        settings.startTimeout(),
                        settings.stopTimeout(),
                        settings.leastFreeMebibytes(),
                        settings.stopBelowMebibytes());

        assertThat(problem(without)).isInstanceOf(NoJvm.class);
    }

    @Test
    void aFolderIsFreeAgainAfterAFailedStart() {
        var settings = TestSettings.in(temp, temp, "");

        assertThat(problem(settings)).isInstanceOf(Died.class);
        assertThat(problem(settings)).isInstanceOf(Died.class);
    }

    @Test
    void aSettingOutOfRangeIsNamedByItsKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.in(temp, temp, "aisle.ops.cassandra.heap = 64 MiB"))
                .withMessageContaining("aisle.ops.cassandra.heap");
    }

    private static StartProblem problem(EmbeddedCassandraSettings settings) {
        return assertThrows(
                        CassandraStartException.class,
                        () -> EmbeddedCassandra.start(settings, _ -> {}).close())
                .problem();
    }
}
