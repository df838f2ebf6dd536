package dev.aisle.ops.gateway;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which instructions are being carried out or were, so that one said again is done once as long as
/// it is remembered.
final class Instructions {

    /// What to do with an instruction.
    enum Verdict {
        CARRY_OUT,
        CONFIRM,
        /// It is being carried out, or too many are: the node says it again.
        WAIT
    }

    private final int limit;
    private final Set<String> underway = new HashSet<>();
    private final Set<String> done = new LinkedHashSet<>();

    Instructions(int limit) {
        this.limit = limit;
    }

    Verdict judge(String id) {
        if (done.contains(id)) {
            return Verdict.CONFIRM;
        }
        if (underway.size() >= limit || !underway.add(id)) {
            return Verdict.WAIT;
        }
        return Verdict.CARRY_OUT;
    }

    void done(String id) {
        underway.remove(id);
        done.add(id);
        if (done.size() > limit) {
            Iterator<String> oldest = done.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void failed(String id) {
        underway.remove(id);
    }
}
