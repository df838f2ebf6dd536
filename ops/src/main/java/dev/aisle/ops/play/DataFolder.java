package dev.aisle.ops.play;

import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.ClusterException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The folder in which a cluster keeps everything.
public final class DataFolder {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept between runs. Default: ${DEFAULT-VALUE}",
            defaultValue = "${env:AISLE_DATA:-${sys:user.home}/.aisle}")
    private Path path = Path.of(".aisle");

    public Path path() {
        return path;
    }

    /// The cluster that runs on it.
    public ClusterAccess running() throws IOException, ClusterException {
        return ClusterAccess.running(path)
                .orElseThrow(() ->
                        new ClusterException(
                                "nothing runs on " + path,
                                "start it with 'aisle up --data "
                                        + path
                                        + "', or name the folder of a cluster with --data"));
    }
}
