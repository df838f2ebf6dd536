package dev.aisle.ops.synthetic;

import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.kernel.Position;

/// How one person stands at an instant, and what a camera makes of it.
///
/// Joints are those of `aisle.device.v1`, in its order. One body serves many cameras, one after the
/// other: it allocates nothing but what it tells.
final class Body {

    static final int JOINTS = 8;

    private static final int NECK = 1;
    private static final int LEFT_SHOULDER = 2;
    private static final int LEFT_ELBOW = 4;
    private static final int LEFT_WRIST = 6;

    /// Joints are missing one by one: 0.9 % of them, 1.1 % of wrists.
    private static final double MISSING = 0.009;

    private static final double MISSING_WRIST = 0.011;

    /// What one camera alone sees deviates twice as much as what four see together.
    static final double ALONE = 2;

    static final double FUSED = 1;

    /// Metres by which a joint deviates that four cameras see. One in ten is out by three times as
    /// much.
    private static final double[] SIGMA = {
        0.002, 0.002, 0.002, 0.002, 0.0045, 0.0045, 0.0045, 0.0045
    };

    private static final double OUT = 3;

    /// Below this height of a shelf one bends, by so much of what is missing, metres.
    private static final double UPRIGHT = 1.0;

    private static final double BENDS = 0.75;

    /// A card is held out for so long before and after the tap, seconds.
    private static final double TAPS = 0.7;

    private final double[] at = new double[3 * JOINTS];

    /// Takes the stance of somebody at a time within their walk, seconds.
    void take(Visitor who, double now) {
        var walk = who.walk();
        double x = walk.x(now);
        double y = walk.y(now);
        double facing = walk.facing(now);
        double ahead = StrictMath.cos(facing);
        double aside = StrictMath.sin(facing);
        double tall = who.tall();
        set(0, x + 0.05 * ahead, y + 0.05 * aside, 1.70 * tall);
        set(NECK, x, y, 1.50 * tall);
        for (int side = 0; side < 2; side++) {
            double out = side == 0 ? 1 : -1;
            double outX = -aside * out;
            double outY = ahead * out;
            set(LEFT_SHOULDER + side, x + 0.18 * outX, y + 0.18 * outY, 1.43 * tall);
            set(
                    LEFT_WRIST + side,
                    x + 0.23 * outX + 0.06 * ahead,
                    y + 0.23 * outY + 0.06 * aside,
                    0.88 * tall);
        }
        for (var act : who.acts()) {
            if (now > act.setsOut() && now < act.isBack()) {
                reach(act, act.reach(now), ahead, aside);
            }
        }
        who.payment().ifPresent(paid -> tap(paid.at() - now));
        elbow(0);
        elbow(1);
    }

    /// @param in seconds from now
    private void tap(double in) {
        if (Math.abs(in) < TAPS) {
            grasp(LEFT_WRIST + 1, Premises.TERMINAL, Act.smooth((TAPS - Math.abs(in)) / TAPS * 2));
        }
    }

    private void reach(Act act, double share, double ahead, double aside) {
        var target = act.target();
        double bend = share * BENDS * Math.max(0, UPRIGHT - target.z());
        for (int joint = 0; joint < LEFT_ELBOW; joint++) {
            double more = joint < NECK + 1 ? 0.3 : 0.22;
            at[3 * joint] += ahead * bend * more;
            at[3 * joint + 1] += aside * bend * more;
            at[3 * joint + 2] -= bend;
        }
        grasp(LEFT_WRIST + (act.isLeft() ? 0 : 1), target, share);
    }

    /// Puts a wrist on its way to a place.
    private void grasp(int joint, Position target, double share) {
        int wrist = 3 * joint;
        at[wrist] += (target.x() - at[wrist]) * share;
        at[wrist + 1] += (target.y() - at[wrist + 1]) * share;
        at[wrist + 2] += (target.z() - at[wrist + 2]) * share;
    }

    private void elbow(int side) {
        int elbow = 3 * (LEFT_ELBOW + side);
        int shoulder = 3 * (LEFT_SHOULDER + side);
        int wrist = 3 * (LEFT_WRIST + side);
        for (int axis = 0; axis < 3; axis++) {
            at[elbow + axis] = (at[shoulder + axis] + at[wrist + axis]) / 2;
        }
        at[elbow + 2] -= 0.03;
    }

    private void set(int joint, double x, double y, double z) {
        at[3 * joint] = x;
        at[3 * joint + 1] = y;
        at[3 * joint + 2] = z;
    }

    /// What a camera tells of it.
    ///
    /// @param off by how much the camera is off: x, y, z in metres
    /// @param unsure how much joints deviate, [#ALONE] or [#FUSED]
    Person seen(String track, double[] off, double unsure, Noise noise) {
        var person = Person.newBuilder().setTrack(track);
        for (int joint = 0; joint < JOINTS; joint++) {
            if (noise.chance(joint < LEFT_WRIST ? MISSING : MISSING_WRIST)) {
                for (int i = 0; i < 4; i++) {
                    person.addJoints(Float.NaN);
                }
                continue;
            }
            double sigma = unsure * SIGMA[joint] * (noise.chance(0.1) ? OUT : 1);
            for (int axis = 0; axis < 3; axis++) {
                person.addJoints(
                        (float) (at[3 * joint + axis] + off[axis] + sigma * noise.gauss()));
            }
            person.addJoints((float) Math.max(0.2, 1 - 0.08 * Math.abs(noise.gauss())));
        }
        return person.build();
    }
}
