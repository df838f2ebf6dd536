package dev.aisle.runtime.shelf;

import java.util.Arrays;

/// A row's newest samples, and the sums over them that a [Detector] asks for at each sample.
///
/// Weights are whole hundredths of a gram, so sums are exact and a ring that was written down and
/// read again has the same sums. The columns are the plates, and after them their sum, the row. A
/// sample's age is 0 for the newest. Three spans follow each other: the *recent* `run` samples, the
/// *previous* ones up to `window`, and the *base*, as many as there are up to twice `window`.
final class DetectorRing {

    static final double PER_GRAM = 100;

    /// A reading beyond 100 kg is none.
    static final int MOST = 10_000_000;

    /// So that squares fit: 335 kg.
    private static final int MOST_OF_A_ROW = 1 << 25;

    final int plates;
    final int window;
    final int run;
    final int capacity;

    private final int columns;
    private final int[] values;
    private final boolean[] absent;
    private final long[] seqs;
    private final long[] times;
    private final long[] recent;
    private final long[] previous;
    private final long[] base;
    private final long[] squares;
    private int newest;
    private int fill;

    DetectorRing(int plates, DetectorSettings settings) {
        this.plates = plates;
        window = settings.window();
        run = settings.run();
        capacity = 2 * window;
        columns = plates + 1;
        values = new int[capacity * columns];
        absent = new boolean[capacity * plates];
        seqs = new long[capacity];
        times = new long[capacity];
        recent = new long[columns];
        previous = new long[columns];
        base = new long[columns];
        squares = new long[columns];
    }

    /// Samples that it holds.
    int fill() {
        return fill;
    }

    /// The column of the plates' sum.
    int row() {
        return plates;
    }

    long seq(int age) {
        return seqs[slot(age)];
    }

    /// Microseconds.
    long time(int age) {
        return times[slot(age)];
    }

    int value(int age, int column) {
        return values[slot(age) * columns + column];
    }

    boolean absent(int age, int plate) {
        return absent[slot(age) * plates + plate];
    }

    /// Takes a sample.
    void push(long seq, long time, int[] weights, boolean[] missing) {
        int slot = newest + 1 == capacity ? 0 : newest + 1;
        int at = slot * columns;
        int beforeRecent = slot(run - 1) * columns;
        int beforePrevious = slot(window - 1) * columns;
        long sum = 0;
        for (int column = 0; column < columns; column++) {
            int value =
                    column < plates
                            ? weights[column]
                            : Math.clamp(sum, -MOST_OF_A_ROW, MOST_OF_A_ROW);
            sum += value;
            if (fill == capacity) {
                base[column] -= values[at + column];
            }
            if (fill >= run) {
                long left = values[beforeRecent + column];
                recent[column] -= left;
                previous[column] += left;
            }
            if (fill >= window) {
                long left = values[beforePrevious + column];
                previous[column] -= left;
                squares[column] -= left * left;
                base[column] += left;
            }
            recent[column] += value;
            squares[column] += (long) value * value;
            values[at + column] = value;
        }
        System.arraycopy(missing, 0, absent, slot * plates, plates);
        seqs[slot] = seq;
        times[slot] = time;
        newest = slot;
        fill = Math.min(fill + 1, capacity);
    }

    /// Forgets all but the newest samples.
    void keep(int samples) {
        fill = Math.min(fill, samples);
        sum();
    }

    /// Holds a plate's weight as if it had always been there: what it was before is not known.
    void level(int plate, int weight) {
        for (int age = 0; age < fill; age++) {
            int at = slot(age) * columns;
            values[at + plate] = weight;
            long sum = 0;
            for (int each = 0; each < plates; each++) {
                sum += values[at + each];
            }
            values[at + plates] = Math.clamp(sum, -MOST_OF_A_ROW, MOST_OF_A_ROW);
        }
        sum();
    }

    private void sum() {
        Arrays.fill(recent, 0);
        Arrays.fill(previous, 0);
        Arrays.fill(base, 0);
        Arrays.fill(squares, 0);
        for (int age = 0; age < fill; age++) {
            for (int column = 0; column < columns; column++) {
                long value = value(age, column);
                if (age < run) {
                    recent[column] += value;
                } else if (age < window) {
                    previous[column] += value;
                } else {
                    base[column] += value;
                }
                if (age < window) {
                    squares[column] += value * value;
                }
            }
        }
    }

    /// Mean of the recent samples less the mean of the base, times [#risenUnit].
    long risen(int column) {
        return recent[column] * (fill - window) - base[column] * run;
    }

    long risenUnit() {
        return (long) run * (fill - window);
    }

    /// Mean of the recent samples less the mean of the previous ones, times [#movedUnit].
    long moved(int column) {
        return recent[column] * (window - run) - previous[column] * run;
    }

    long movedUnit() {
        return (long) run * (window - run);
    }

    /// Variance over the window.
    double variance(int column) {
        long sum = recent[column] + previous[column];
        return (double) (window * squares[column] - sum * sum) / ((long) window * window);
    }

    /// Mean over the ages from (inclusive) to (exclusive).
    double mean(int column, int from, int to) {
        long sum = 0;
        for (int age = from; age < to; age++) {
            sum += value(age, column);
        }
        return (double) sum / (to - from);
    }

    /// Standard deviation over the ages from (inclusive) to (exclusive).
    double deviation(int column, int from, int to) {
        long sum = 0;
        long squared = 0;
        for (int age = from; age < to; age++) {
            long value = value(age, column);
            sum += value;
            squared += value * value;
        }
        long count = (long) to - from;
        return StrictMath.sqrt((double) (count * squared - sum * sum)) / count;
    }

    /// The samples that it holds: how many, and of each, the oldest first, seq and time less those
    /// of the one before, and of each plate its weight less the one before, doubled, and one more
    /// where the reading was missing.
    void write(DetectorBytes bytes) {
        bytes.put(fill);
        long seq = 0;
        long time = 0;
        var weights = new int[plates];
        for (int age = fill - 1; age >= 0; age--) {
            bytes.put(seq(age) - seq);
            bytes.put(time(age) - time);
            seq = seq(age);
            time = time(age);
            for (int plate = 0; plate < plates; plate++) {
                long step = (long) value(age, plate) - weights[plate];
                bytes.put(2 * step + (absent(age, plate) ? 1 : 0));
                weights[plate] = value(age, plate);
            }
        }
    }

    void read(DetectorBytes bytes) {
        long seq = 0;
        long time = 0;
        var weights = new int[plates];
        var missing = new boolean[plates];
        for (int left = bytes.getInt(); left > 0; left--) {
            seq += bytes.getLong();
            time += bytes.getLong();
            for (int plate = 0; plate < plates; plate++) {
                long step = bytes.getLong();
                weights[plate] += Math.toIntExact(step >> 1);
                missing[plate] = (step & 1) == 1;
            }
            push(seq, time, weights, missing);
        }
    }

    private int slot(int age) {
        int slot = newest - age;
        return slot < 0 ? slot + capacity : slot;
    }
}
