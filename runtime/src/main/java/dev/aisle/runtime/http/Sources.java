package dev.aisle.runtime.http;

import dev.aisle.protocols.attribution.AttributorReply;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.runtime.kernel.Tokens.Grant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where the answers come from.
public interface Sources {

    /// A receipt, and what became of it.
    record Kept(Receipt receipt, ShopperReply.Stage stage, Optional<Money> charged) {}

    /// A node of the cluster.
    ///
    /// @param address of its remoting, host and port
    /// @param status as the cluster has it: `up`, `joining`, `leaving` …; `unreachable` where this
    ///   node does not hear from it
    record Member(String address, String status) {}

    /// @param self the node that answers
    record Nodes(String self, List<Member> nodes) {
        public Nodes {
            nodes = List.copyOf(nodes);
        }
    }

    /// @param status `up` once it is a member of its cluster
    record Health(String status, String node) {}

    /// Some of the stores.
    ///
    /// @param next where the page that follows begins after
    record Stores(List<StoreId> stores, Optional<StoreId> next) {
        public Stores {
            stores = List.copyOf(stores);
        }
    }

    /// Opens a store's door until it expires.
    record EntryCode(String code, Instant expires) {}

    /// A slot of a store: a part that one node has.
    ///
    /// @param nodes where entities of it are awake now; more than one while it moves
    /// @param belongs where it should be; absent where no node may take it
    /// @param shoppers that are awake there
    record Place(int slot, List<String> nodes, Optional<String> belongs, int shoppers) {
        public Place {
            nodes = List.copyOf(nodes);
        }
    }

    /// Where a store lives.
    ///
    /// @param revision of the policy, 0 where nobody ever set one
    /// @param by who asked for it
    record Placing(
            StoreId store, int revision, String by, PlacementPolicy policy, List<Place> slots) {
        public Placing {
            slots = List.copyOf(slots);
        }
    }

    Health health();

    Nodes cluster();

    /// Those that a token covers, in no particular order.
    CompletionStage<Stores> stores(Grant grant, Optional<StoreId> after, int most);

    CompletionStage<Boolean> exists(StoreId store);

    CompletionStage<StoreReply> publish(Blueprint blueprint, EventTime from);

    /// The newest.
    CompletionStage<Optional<StoreReply.Current>> blueprint(StoreId store);

    CompletionStage<AttributorReply.Status> status(StoreId store);

    CompletionStage<AttributorReply.Live> live(StoreId store);

    /// In order of visit.
    ///
    /// @param after the last visit of the page before
    CompletionStage<List<Kept>> receipts(
            StoreId store, LocalDate day, Optional<VisitId> after, int most);

    CompletionStage<ShopperReply.Visit> visit(StoreId store, VisitId visit);

    /// What was decided of a visit: decisions that changed its basket or had it among their
    /// candidates, in the order in which they were made.
    CompletionStage<List<Decision>> decisions(StoreId store, ShopperReply.Visit visit);

    CompletionStage<Placing> placement(StoreId store);

    /// Where a store would live under another policy.
    CompletionStage<Placing> plan(StoreId store, PlacementPolicy policy);

    /// Why no node that is up can satisfy a policy; absent where one can.
    Optional<String> obstacle(PlacementPolicy policy);

    /// @param revision of the policy that the asker has seen
    CompletionStage<StoreReply> place(
            StoreId store, PlacementPolicy policy, int revision, String by);

    /// @param paymentToken absent for a badge of the staff
    CompletionStage<EntryCode> entryCode(
            StoreId store, Optional<String> paymentToken, Duration validFor);

    /// In Prometheus' text format.
    String metrics();
}
