package dev.aisle.runtime.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.runtime.placement.Members.Member;
import dev.aisle.runtime.placement.Members.Status;
import dev.aisle.runtime.placement.Moves.Slot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MovesTest {

    private static final StoreId STORE = new StoreId("acme.lille");
    private static final Member HOME = member("a", "home", Status.UP, true, false);
    private static final Member OTHER = member("b", "other", Status.UP, true, false);

    @Test
    void aSlotThatIsElsewhereMovesHome() {
        assertThat(wanted(at("b"), HOME, OTHER)).containsExactly(move("b", "a", false));
    }

    @Test
    void aSlotThatIsAtHomeStays() {
        assertThat(wanted(at("a"), HOME, OTHER)).isEmpty();
    }

    @Test
    void whileTheClusterIsNotCalmNothingMoves() {
        var joining = member("c", "home", Status.JOINING, true, false);
        var lost = member("c", "home", Status.UP, false, false);
        var newer = new Member("c", new TreeSet<>(), "2.0", Status.JOINING, true, false);
        for (var third : List.of(joining, lost, newer)) {
            assertThat(wanted(at("b"), HOME, OTHER, third)).isEmpty();
        }
    }

    @Test
    void aNodeIsEmptiedThoughTheClusterIsNotCalm() {
        var emptied = member("b", "home", Status.UP, true, true);
        var joining = member("c", "home", Status.JOINING, true, false);
        assertThat(wanted(at("b"), HOME, emptied, joining)).containsExactly(move("b", "a", true));
    }

    @Test
    void nothingMovesFromANodeThatIsNotThere() {
        assertThat(wanted(at("gone"), HOME, OTHER)).isEmpty();
        assertThat(wanted(at("c"), HOME, member("c", "other", Status.UP, false, true))).isEmpty();
    }

    @Test
    void nothingMovesWhereNobodyMayTakeIt() {
        assertThat(wanted(at("b"), member("b", "home", Status.UP, true, true), OTHER)).isEmpty();
    }

    @Test
    void typesMoveTheSameSlotsAndNoOthersUntilAllHaveMovedThem() {
        var owed = new TreeMap<String, List<Slot>>();
        owed.put("Camera", List.of(slot(5), slot(3), slot(7)));
        owed.put("Shelf", List.of(slot(1), slot(3)));

        assertThat(Moves.admitted(owed, 2)).containsExactly(slot(1), slot(3));
        owed.put("Shelf", List.of(slot(3)));
        assertThat(Moves.admitted(owed, 2)).containsExactly(slot(3), slot(5));
        assertThat(Moves.admitted(new TreeMap<>(), 2)).isEmpty();
    }

    private static Slot slot(int number) {
        return new Slot(STORE, number);
    }

    private static SortedMap<Slot, String> at(String address) {
        return new TreeMap<>(java.util.Map.of(slot(0), address));
    }

    private static Moves.Move move(String from, String to, boolean drains) {
        var labels = new TreeSet<>(List.of("home"));
        return new Moves.Move(slot(0), from, new Host(to, labels), drains);
    }

    private static List<Moves.Move> wanted(SortedMap<Slot, String> where, Member... all) {
        var members = new Members(List.of(all));
        var policy = PlacementPolicy.ANYWHERE.withHome(new TreeSet<>(List.of("home")));
        var stores = new TreeMap<>(java.util.Map.of(STORE, policy));
        return Moves.wanted(where, Placement.of(stores, members.hosts(), 8), members);
    }

    private static Member member(
            String address, String label, Status status, boolean isReachable, boolean drains) {
        return new Member(
                address, new TreeSet<>(List.of(label)), "1.0", status, isReachable, drains);
    }
}
