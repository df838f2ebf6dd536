package dev.aisle.ops.gateway;

import dev.aisle.protocols.kernel.GatewayId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The boots of a gateway, counted in a file. A new boot is taken when the count of records is
/// lost; this library keeps it in memory, so that is at each start.
public final class BootCounter {

    private BootCounter() {}

    /// The next boot, durable when it is returned.
    ///
    /// @param folder is made where it is missing; one process at a time may use it
    /// @throws IOException where the file can't be read or written, or holds no count
    public static long next(Path folder, GatewayId gateway) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(gateway + ".boot");
        long boot = (Files.exists(file) ? read(file) : 0) + 1;
        var fresh = folder.resolve(gateway + ".boot.new");
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap((boot + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        return boot;
    }

    private static long read(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            long boot = Long.parseLong(text);
            if (boot >= 1) {
                return boot;
            }
        } catch (NumberFormatException notACount) {
            throw new IOException(noCount(file, text), notACount);
        }
        throw new IOException(noCount(file, text));
    }

    private static String noCount(Path file, String text) {
        return file
                + " holds '"
                + text
                + "' and no count of boots: write the last boot used into it";
    }
}
