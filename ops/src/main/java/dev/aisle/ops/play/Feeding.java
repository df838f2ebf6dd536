package dev.aisle.ops.play;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.gateway.DeviceFeed;
import java.util.concurrent.CompletionStage;

/// Says through a gateway what the devices of a recording or of a synthetic store said.
public final class Feeding {

    private Feeding() {}

    /// @return completes when the gateway keeps it
    public static CompletionStage<?> say(DeviceFeed device, Feed feed) {
        return switch (feed) {
            case Feed.Begin begin -> device.begin(begin.at());
            case Feed.Pose pose -> device.pose(pose.at(), pose.frame());
            case Feed.Weights weights -> device.weights(weights.at(), weights.batch());
            case Feed.Door door -> device.door(door.at(), door.event());
            case Feed.Terminal terminal -> device.terminal(terminal.at(), terminal.event());
            case Feed.Covered covered -> device.covered(covered.at());
            case Feed.End end -> device.end(end.at());
        };
    }
}
