package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.Rewind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What a cluster makes of bundles, in small: devices that take records in order, forget what they
/// took when they crash, and need none below what they acknowledged. It throws an `AssertionError`
/// where a gateway breaks the protocol.
final class Store {

    /// One device's entity, and what outlives it.
    private static final class Entity {
        /// By seq; what was ever taken.
        final NavigableMap<Long, Record> log = new TreeMap<>();

        boolean empty = true;
        long next;
        boolean rewinding;

        /// What is acknowledged: from here on records may be needed again.
        long safeNext;

        Optional<Long> safeUntil = Optional.empty();
    }

    private final Map<String, Entity> entities = new TreeMap<>();

    List<NodeMessage> take(Bundle bundle) {
        var entity = entities.computeIfAbsent(bundle.getDevice(), _ -> new Entity());
        var answers = new ArrayList<NodeMessage>();
        long expected = bundle.getRecords(0).getSeq();
        // Took up at an old bundle, and what followed is acknowledged and forgotten since.
        entity.empty |= bundle.getOldestHeldSeq() > entity.next;
        check(bundle.hasPreviousTimeUs() == (expected > 0), "previous_time_us", bundle);
        for (var record : bundle.getRecordsList()) {
            check(record.getSeq() == expected, "a hole within a bundle", bundle);
            expected += count(record);
            if (entity.empty && record.getSeq() == bundle.getOldestHeldSeq()) {
                check(record.getSeq() <= entity.safeNext, "lost before acknowledged", bundle);
                entity.empty = false;
                entity.next = record.getSeq();
            }
            if (!entity.empty && record.getSeq() + count(record) <= entity.next) {
                continue;
            }
            if (entity.empty || record.getSeq() > entity.next) {
                if (!entity.rewinding) {
                    entity.rewinding = true;
                    answers.add(rewind(bundle.getDevice(), entity));
                }
                continue;
            }
            taken(entity, record);
        }
        if (!entity.empty) {
            answers.add(word(bundle.getDevice(), entity));
        }
        return answers;
    }

    private static void taken(Entity entity, Record record) {
        var before = entity.log.putIfAbsent(record.getSeq(), record);
        check(before == null || before.equals(record), "other bytes on resend", record);
        entity.next = record.getSeq() + count(record);
        entity.rewinding = false;
    }

    /// Acknowledges some of what is taken.
    NodeMessage acknowledge(String device, int records) {
        var entity = entity(device);
        int left = records;
        for (var record : entity.log.tailMap(entity.safeNext, true).values()) {
            if (left-- == 0 || record.getSeq() + count(record) > entity.next || entity.empty) {
                break;
            }
            entity.safeNext = record.getSeq() + count(record);
            entity.safeUntil = Optional.of(Said.of(record).last().micros());
        }
        return word(device, entity);
    }

    /// The entity moves: it comes back at what it acknowledged, or knows nothing at all.
    void crash(String device, boolean soft) {
        var entity = entity(device);
        entity.empty = soft;
        entity.next = entity.safeNext;
        entity.rewinding = false;
    }

    /// Lets a rewind be asked for again.
    void impatient() {
        entities.values().forEach(entity -> entity.rewinding = false);
    }

    private Entity entity(String device) {
        return entities.computeIfAbsent(device, _ -> new Entity());
    }

    /// All that was ever taken of a device, in order.
    List<Record> log(String device) {
        return List.copyOf(entity(device).log.values());
    }

    private static NodeMessage rewind(String device, Entity entity) {
        var rewind = Rewind.newBuilder().setDevice(device).setBoot(1);
        if (!entity.empty) {
            rewind.setToSeq(entity.next);
        }
        return NodeMessage.newBuilder().setRewind(rewind).build();
    }

    private static NodeMessage word(String device, Entity entity) {
        var word = Acknowledged.newBuilder().setDevice(device).setBoot(1).setNextSeq(entity.next);
        entity.safeUntil.ifPresent(word::setUntilUs);
        return NodeMessage.newBuilder().setAcknowledged(word).build();
    }

    static int count(Record record) {
        return record.hasWeights() ? record.getWeights().getStepUsCount() + 1 : 1;
    }

    private static void check(boolean sound, String what, Object about) {
        if (!sound) {
            throw new AssertionError(what + ": " + about);
        }
    }
}
