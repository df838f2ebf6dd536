package dev.aisle.ops.synthetic;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which camera looks where. Each hangs from the ceiling and looks down; each place on the floor is
/// told of by the five whose axes pass nearest, as a recorded store told of a person by the four
/// best of its cameras. So each camera's view is the middle of its cone, cut where others see
/// better.
final class Watch {

    /// Cameras that watch a place, where there are so many.
    static final int EYES = 5;

    private static final double CELL = 0.2;
    private static final int COLUMNS = (int) StrictMath.ceil(Premises.WIDTH / CELL);
    private static final int ROWS = (int) StrictMath.ceil(Premises.LENGTH / CELL);

    /// Of each cell, whether a camera watches it.
    private final boolean[][] sees;

    Watch(List<Spot> cameras) {
        sees = new boolean[cameras.size()][COLUMNS * ROWS];
        for (int cell = 0; cell < COLUMNS * ROWS; cell++) {
            int row = cell / COLUMNS;
            var middle = new Spot((cell % COLUMNS + 0.5) * CELL, (row + 0.5) * CELL);
            int here = cell;
            IntStream.range(0, cameras.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(camera -> cameras.get(camera).to(middle)))
                    .limit(EYES)
                    .forEach(camera -> sees[camera][here] = true);
        }
    }

    /// @param camera from 0
    boolean sees(int camera, double x, double y) {
        return sees[camera][cell(x, y)];
    }

    private static int cell(double x, double y) {
        int column = Math.clamp((int) (x / CELL), 0, COLUMNS - 1);
        int row = Math.clamp((int) (y / CELL), 0, ROWS - 1);
        return row * COLUMNS + column;
    }
}
