package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.Premises.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Shortest ways around what stands on the floor: along a visibility graph of its corners.
final class Ways {

    /// From a body's middle to whatever it passes, metres.
    static final double BODY = 0.28;

    private static final double CLEAR = 0.005;

    private final List<Rectangle> furniture;
    private final List<Spot> asides;

    Ways(Premises premises) {
        asides = premises.asides();
        furniture =
                premises.gondolas().stream()
                        .map(gondola -> gondola.footprint().widened(BODY))
                        .toList();
    }

    /// The corners of the way, both ends among them. The zone of the terminal is walked around
    /// unless the way begins or ends there.
    List<Spot> between(Spot from, Spot to) {
        var zone = Premises.TERMINAL_ZONE;
        var obstacles =
                zone.holds(from) || zone.holds(to)
                        ? furniture
                        : Stream.concat(furniture.stream(), Stream.of(zone)).toList();
        if (isFree(from, to, obstacles)) {
            return List.of(from, to);
        }
        var nodes = new ArrayList<>(List.of(from, to));
        obstacles.forEach(each -> corners(each).forEach(nodes::add));
        return shortest(nodes, obstacles);
    }

    /// The places nearest to one where nobody is in anybody's way.
    List<Spot> asides(Spot from, int count) {
        return asides.stream().sorted(Comparator.comparingDouble(from::to)).limit(count).toList();
    }

    private static Stream<Spot> corners(Rectangle obstacle) {
        var wide = obstacle.widened(CLEAR);
        return Stream.of(
                        new Spot(wide.left(), wide.front()),
                        new Spot(wide.left(), wide.back()),
                        new Spot(wide.right(), wide.front()),
                        new Spot(wide.right(), wide.back()))
                .filter(Ways::isInside);
    }

    private static boolean isInside(Spot spot) {
        return spot.x() > BODY
                && spot.x() < Premises.WIDTH - BODY
                && spot.y() > BODY
                && spot.y() < Premises.LENGTH - BODY;
    }

    /// Dijkstra, from node 0 to node 1.
    private static List<Spot> shortest(List<Spot> nodes, List<Rectangle> obstacles) {
        int count = nodes.size();
        var distance = new double[count];
        var before = new int[count];
        var done = new boolean[count];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        distance[0] = 0;
        for (int round = 0; round < count; round++) {
            int near = nearest(distance, done);
            done[near] = true;
            for (int next = 0; next < count && near != 1; next++) {
                double far = distance[near] + nodes.get(near).to(nodes.get(next));
                if (far < distance[next] && isFree(nodes.get(near), nodes.get(next), obstacles)) {
                    distance[next] = far;
                    before[next] = near;
                }
            }
        }
        if (Double.isInfinite(distance[1])) {
            throw new IllegalStateException("no way from " + nodes.get(0) + " to " + nodes.get(1));
        }
        var way = new ArrayList<Spot>();
        for (int node = 1; node != 0; node = before[node]) {
            way.add(nodes.get(node));
        }
        way.add(nodes.get(0));
        Collections.reverse(way);
        return way;
    }

    private static int nearest(double[] distance, boolean[] done) {
        int near = -1;
        for (int node = 0; node < distance.length; node++) {
            if (!done[node] && (near < 0 || distance[node] < distance[near])) {
                near = node;
            }
        }
        return near;
    }

    private static boolean isFree(Spot from, Spot to, List<Rectangle> obstacles) {
        return obstacles.stream().noneMatch(each -> crosses(from, to, each));
    }

    /// Whether a line passes through a rectangle's inside (Liang and Barsky's clipping).
    private static boolean crosses(Spot from, Spot to, Rectangle box) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double[] towards = {-dx, dx, -dy, dy};
        double[] room = {
            from.x() - box.left(),
            box.right() - from.x(),
            from.y() - box.front(),
            box.back() - from.y()
        };
        double enters = 0;
        double leaves = 1;
        for (int side = 0; side < 4; side++) {
            if (towards[side] == 0) {
                if (room[side] <= 0) {
                    return false;
                }
            } else {
                double share = room[side] / towards[side];
                enters = towards[side] < 0 ? Math.max(enters, share) : enters;
                leaves = towards[side] > 0 ? Math.min(leaves, share) : leaves;
            }
        }
        return leaves - enters > 1e-9;
    }
}
