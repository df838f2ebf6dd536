package dev.aisle.protocols.shopper;

import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.Wire;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/// What a shopper can be told.
public sealed interface ShopperCommand extends Wire {

    /// From the Attributor, in order of number, repeated until they are applied. An empty list
    /// wakes a shopper that still owes something.
    record Apply(List<Numbered> changes) implements ShopperCommand {
        public Apply {
            changes = List.copyOf(changes);
        }
    }

    record GetVisit(ActorRef<ShopperReply.Visit> replyTo) implements ShopperCommand {}
}
