package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// What one camera says: a frame fifteen times a second, of those in its view. Its clock has a
/// phase of its own.
final class CameraStream implements Iterator<Feed> {

    static final double PERIOD = 1e6 / 15;

    /// Microseconds by which a frame is off its time.
    private static final double JITTER = 1_500;

    /// One frame in so many is lost: 291 of 292 came.
    private static final double LOST = 0.005;

    /// A camera misses one person in so many whom it should see: 3.92 of four saw them.
    static final double MISSED = 0.02;

    private static final double OFF = 0.01;

    private final DeviceId device;
    private final int camera;
    private final SyntheticStore store;
    private final EventTime begin;
    private final Present present;
    private final Body body = new Body();
    private final Noise noise;
    private final Lag lag;
    private final double[] off;
    private final double phase;
    private long frame = -1;
    private boolean ended;
    private Instant arrival;

    /// @param camera from 0
    CameraStream(SyntheticStore store, int camera, List<Visitor> visitors, EventTime begin) {
        this.device = Premises.camera(camera);
        this.camera = camera;
        this.store = store;
        this.begin = begin;
        this.present = new Present(visitors);
        this.noise = new Noise(store.seed("camera", camera));
        this.lag = new Lag(noise);
        this.off = new double[] {OFF * noise.gauss(), OFF * noise.gauss(), OFF * noise.gauss()};
        this.phase = 4_000 + PERIOD * noise.uniform();
        this.arrival = begin.instant();
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public Feed next() {
        if (ended) {
            throw new NoSuchElementException(device + " has ended");
        }
        if (frame < 0) {
            frame = 0;
            return new Feed.Begin(device, begin, arrival);
        }
        while (noise.chance(LOST)) {
            frame++;
        }
        long micros = Math.round(phase + PERIOD * frame++ + JITTER * noise.gauss() / 2);
        if (micros >= store.micros()) {
            ended = true;
            var end = begin.plusMicros(store.micros());
            return new Feed.End(device, end, later(end.instant()));
        }
        var at = begin.plusMicros(micros);
        var when = later(at.instant().plus(Duration.ofNanos(1_000 * lag.micros())));
        return new Feed.Pose(device, at, when, frame(micros / 1e6));
    }

    private Instant later(Instant when) {
        arrival = when.isBefore(arrival) ? arrival : when;
        return arrival;
    }

    private PoseFrame frame(double now) {
        var frame = PoseFrame.newBuilder();
        for (var visitor : present.at(now)) {
            var walk = visitor.walk();
            if (store.watch().sees(camera, walk.x(now), walk.y(now)) && !noise.chance(MISSED)) {
                body.take(visitor, now);
                frame.addPeople(body.seen(visitor.track().value(), off, Body.ALONE, noise));
            }
        }
        return frame.build();
    }
}
