package dev.aisle.runtime.shelf;

import java.nio.ByteBuffer;

/// Numbers as few bytes, for a [Detector]'s state: an integer is 7 bits a byte, lowest first, the
/// top bit set where more follow, after its sign was moved to the lowest bit; a double is 8 bytes,
/// big-endian.
final class DetectorBytes {

    private static final int LONGEST = 10;

    private ByteBuffer bytes;

    private DetectorBytes(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static DetectorBytes writing() {
        return new DetectorBytes(ByteBuffer.allocate(4096));
    }

    static DetectorBytes reading(byte[] written) {
        return new DetectorBytes(ByteBuffer.wrap(written));
    }

    void put(long value) {
        room();
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    void put(boolean value) {
        room();
        bytes.put((byte) (value ? 1 : 0));
    }

    void put(double value) {
        room();
        bytes.putDouble(value);
    }

    long getLong() {
        long rest = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            rest |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
    }

    int getInt() {
        return Math.toIntExact(getLong());
    }

    boolean getBoolean() {
        return bytes.get() != 0;
    }

    double getDouble() {
        return bytes.getDouble();
    }

    byte[] written() {
        var written = new byte[bytes.position()];
        bytes.get(0, written);
        return written;
    }

    private void room() {
        if (bytes.remaining() < LONGEST) {
            var larger = ByteBuffer.allocate(2 * bytes.capacity());
            larger.put(bytes.flip());
            bytes = larger;
        }
    }
}
