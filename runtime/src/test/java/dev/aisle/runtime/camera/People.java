package dev.aisle.runtime.camera;

import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.device.v1.ProductEvidence;

/// People as a gateway's vision sends them.
final class People {

    private People() {}

    /// Somebody whose head is at (x, 0, 1.7), with the left wrist below it and no right one.
    static Person.Builder person(String track, float x) {
        var person = Person.newBuilder().setTrack(track);
        joint(person, x, 0, 1.7f);
        for (int unused = 1; unused < 6; unused++) {
            joint(person, Float.NaN, Float.NaN, Float.NaN);
        }
        joint(person, x, 0, 1.1f);
        return person;
    }

    static ProductEvidence evidence(String product, float probability) {
        return ProductEvidence.newBuilder().setProduct(product).setProbability(probability).build();
    }

    private static void joint(Person.Builder person, float x, float y, float z) {
        person.addJoints(x).addJoints(y).addJoints(z).addJoints(0.9f);
    }
}
