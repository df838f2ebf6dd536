package dev.aisle.runtime.node;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that the whole process stood still, as when it was suspended or its machine was. Others
/// have perhaps taken over: the process ends at once (rule 13).
final class FreezeWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(FreezeWatch.class);
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int EXIT = 70;

    private final Duration limit;

    private FreezeWatch(Duration limit) {
        this.limit = limit;
    }

    static void start(Duration limit) {
        Thread.ofPlatform().daemon().name("aisle-freeze-watch").start(new FreezeWatch(limit));
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TICK);
            long now = System.nanoTime();
            if (now - last > limit.toNanos()) {
                LOG.error(
                        "this node stood still for {} ms, longer than {}: others may have taken over."
                                + " It ends itself; start it again.",
                        TimeUnit.NANOSECONDS.toMillis(now - last),
                        limit);
                Runtime.getRuntime().halt(EXIT);
            }
            last = now;
        }
    }
}
