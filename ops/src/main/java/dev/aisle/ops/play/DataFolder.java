package dev.aisle.ops.play;

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
}
