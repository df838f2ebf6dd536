package dev.aisle.runtime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/// The ceiling for whatever crosses an actor: entities that answer, and do nothing else, on the
/// node's own sharding.
final class TellBench {

    private static final int ENTITIES = 1_000;
    private static final int ASKERS = 4;

    private record Ask(ActorRef<Answer> replyTo) {}

    private record Answer() {}

    private static final EntityTypeKey<Ask> TYPE_KEY = EntityTypeKey.create(Ask.class, "BenchEcho");

    private final ActorSystem<?> system;
    private final BenchSettings settings;
    private final LongAdder answers = new LongAdder();

    TellBench(ActorSystem<?> system, BenchSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    /// Answers a second, of each round.
    record Report(List<Double> rounds) {}

    Report run() throws InterruptedException {
        var sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(TYPE_KEY, _ -> echo()).withMessageExtractor(new SlotExtractor<>()));
        for (int i = 0; i < ASKERS; i++) {
            system.systemActorOf(asker(sharding, i), "bench-asker-" + i, Props.empty());
        }
        BenchNode.rest(settings.warmUp().toMillis());
        var rounds = new ArrayList<Double>();
        for (int round = 0; round < settings.rounds(); round++) {
            long before = answers.sum();
            long from = System.nanoTime();
            BenchNode.rest(settings.round().toMillis());
            rounds.add((answers.sum() - before) / ((System.nanoTime() - from) / 1e9));
        }
        return new Report(rounds);
    }

    private static Behavior<Ask> echo() {
        return Behaviors.receiveMessage(ask -> {
            ask.replyTo().tell(new Answer());
            return Behaviors.same();
        });
    }

    private Behavior<Answer> asker(ClusterSharding sharding, int number) {
        var entities = new ArrayList<String>();
        for (int i = number; i < ENTITIES; i += ASKERS) {
            entities.add("bench.store-" + i % settings.stores() + "/camera-" + i);
        }
        return Behaviors.setup(context -> {
            for (int i = 0; i < settings.inFlight() / ASKERS; i++) {
                ask(sharding, entities.get(i % entities.size()), context.getSelf());
            }
            var next = new int[1];
            return Behaviors.receiveMessage(_ -> {
                answers.increment();
                next[0] = (next[0] + 1) % entities.size();
                ask(sharding, entities.get(next[0]), context.getSelf());
                return Behaviors.same();
            });
        });
    }

    private static void ask(ClusterSharding sharding, String entity, ActorRef<Answer> self) {
        sharding.entityRefFor(TYPE_KEY, entity).tell(new Ask(self));
    }
}
