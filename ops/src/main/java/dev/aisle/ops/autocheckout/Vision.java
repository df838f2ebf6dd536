package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.ops.autocheckout.Script.Shopper;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What the cameras of made-up sessions tell of the people, in inches.
final class Vision {

    private static final List<Integer> CAMERAS = List.of(100, 101, 103, 104);
    private static final double INCH = 0.0254;
    private static final double JITTER = 0.012;

    private final Script script;
    private final Random random;

    Vision(Script script, Random random) {
        this.script = script;
        this.random = random;
    }

    /// Adds a target for each shopper in view.
    void targets(ArrayNode targets, double now, EventTime at) {
        for (int i = 0; i < script.shoppers().size(); i++) {
            var shopper = script.shoppers().get(i);
            if (now >= shopper.from() && now <= shopper.until()) {
                target(targets.addObject(), i, shopper, now, at);
            }
        }
    }

    private void target(ObjectNode json, int index, Shopper shopper, double now, EventTime at) {
        json.putObject("target_id").put("id", shopper.track().value());
        var metadata = json.putArray("detection_metadata");
        for (int camera : seeing()) {
            var seen = metadata.addObject();
            seen.put("timestamp", at.plusMicros(-random.nextInt(90_000)).toString());
            seen.putObject("frame_source").putObject("camera_id").put("id", camera);
            seen.putObject("bbox")
                    .put("left", random.nextInt(400))
                    .put("top", random.nextInt(300))
                    .put("width", 90 + random.nextInt(60))
                    .put("height", 90 + random.nextInt(60));
        }
        json.put("target_state", "TARGETSTATE_VALID_ENTRANCE");
        var feet = script.feet(index, now);
        double x = feet[0];
        double y = feet[1];
        double[] left = {x - 0.24, y + 0.02, 0.86};
        double[] right = {x + 0.24, y + 0.02, 0.86};
        for (var act : script.acts()) {
            if (act.shopper() == index) {
                double reach = script.reach(act, now);
                var spot = act.item().spot(act.plate());
                for (int axis = 0; axis < 3; axis++) {
                    right[axis] += (spot[axis] - right[axis]) * reach;
                }
            }
        }
        double[] leftShoulder = {x - 0.19, y, 1.43};
        double[] rightShoulder = {x + 0.19, y, 1.43};
        joint(json, "head", x, y + 0.05, 1.68);
        joint(json, "neck", x, y, 1.49);
        joint(json, "l_shoulder", leftShoulder[0], leftShoulder[1], leftShoulder[2]);
        joint(json, "r_shoulder", rightShoulder[0], rightShoulder[1], rightShoulder[2]);
        elbow(json, "l_elbow", leftShoulder, left);
        elbow(json, "r_elbow", rightShoulder, right);
        wrist(json, "l_wrist", left);
        wrist(json, "r_wrist", right);
    }

    /// Two to four of them, now and then one of them twice.
    private List<Integer> seeing() {
        var cameras = new ArrayList<>(CAMERAS);
        Collections.shuffle(cameras, random);
        var seeing = new ArrayList<>(cameras.subList(0, 2 + random.nextInt(3)));
        if (random.nextInt(20) == 0) {
            seeing.add(seeing.getFirst());
        }
        return seeing;
    }

    private void elbow(ObjectNode json, String name, double[] shoulder, double[] wrist) {
        joint(
                json,
                name,
                (shoulder[0] + wrist[0]) / 2,
                (shoulder[1] + wrist[1]) / 2,
                (shoulder[2] + wrist[2]) / 2 - 0.03);
    }

    private void wrist(ObjectNode json, String name, double[] at) {
        if (random.nextInt(80) == 0) {
            json.putObject(name).putObject("point");
        } else {
            joint(json, name, at[0], at[1], at[2]);
        }
    }

    private void joint(ObjectNode json, String name, double x, double y, double z) {
        var joint = json.putObject(name);
        joint.putObject("point").put("x", inches(x)).put("y", inches(y)).put("z", inches(z));
        joint.put("score", (float) (0.75 + 0.24 * random.nextDouble()));
    }

    private float inches(double metres) {
        return (float) ((metres + JITTER * random.nextGaussian()) / INCH);
    }
}
