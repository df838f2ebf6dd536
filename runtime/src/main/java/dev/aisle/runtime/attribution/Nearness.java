package dev.aisle.runtime.attribution;

import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.TrackId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Who stands where, as last seen.
///
/// @param poses the last pose of each person who has not left
record Nearness(Map<TrackId, Pose> poses) {

    /// @param isCertain nobody else stands about as near
    record Found(TrackId track, boolean isCertain) {}

    static Nearness of(
            NavigableMap<EventTime, ? extends SortedMap<DeviceId, Sighting>> recent,
            Map<TrackId, Track> tracks) {
        var poses = new TreeMap<TrackId, Pose>();
        recent.values().stream()
                .flatMap(cameras -> cameras.values().stream())
                .flatMap(sighting -> sighting.people().stream())
                .filter(seen ->
                        tracks.containsKey(seen.track()) && !tracks.get(seen.track()).left())
                .forEach(seen ->
                        seen.poses()
                                .forEach(pose -> poses.merge(seen.track(), pose, Nearness::later)));
        return new Nearness(poses);
    }

    private static Pose later(Pose one, Pose other) {
        return other.at().isAfter(one.at()) ? other : one;
    }

    /// Who stands nearest, within reach.
    Optional<Found> nearest(Position position, AttributionSettings settings) {
        List<Map.Entry<TrackId, Double>> near =
                poses.entrySet().stream()
                        .map(entry ->
                                Map.entry(entry.getKey(), distance(entry.getValue(), position)))
                        .filter(entry -> entry.getValue() <= settings.tapReach())
                        .sorted(
                                Comparator.comparingDouble((Map.Entry<TrackId, Double> entry) ->
                                                entry.getValue())
                                        .thenComparing(Map.Entry::getKey))
                        .toList();
        if (near.isEmpty()) {
            return Optional.empty();
        }
        boolean certain =
                near.size() == 1
                        || near.get(1).getValue() - near.get(0).getValue() > settings.tapDoubt();
        return Optional.of(new Found(near.get(0).getKey(), certain));
    }

    private static double distance(Pose pose, Position position) {
        return Stream.of(pose.head(), pose.left(), pose.right())
                .flatMap(Optional::stream)
                .mapToDouble(joint -> joint.distanceTo(position))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
