package dev.aisle.runtime.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.runtime.placement.Members.Member;
import dev.aisle.runtime.placement.Members.Status;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MembersTest {

    private static final Member WELL = member("a", "1.0", Status.UP, true, false);

    @ParameterizedTest
    @EnumSource(names = "UP", mode = EnumSource.Mode.EXCLUDE)
    void whoIsNotUpTakesNothingAndLeavesNoCalm(Status status) {
        var other = member("b", "1.0", status, true, false);
        assertThat(addresses(WELL, other)).containsExactly("a");
        assertThat(new Members(List.of(WELL, other)).isCalm()).isFalse();
    }

    @Test
    void whoIsOutOfReachTakesNothingAndLeavesNoCalm() {
        var other = member("b", "1.0", Status.UP, false, false);
        assertThat(addresses(WELL, other)).containsExactly("a");
        assertThat(new Members(List.of(WELL, other)).isCalm()).isFalse();
    }

    @Test
    void whoIsBeingEmptiedTakesNothing() {
        var other = member("b", "1.0", Status.UP, true, true);
        assertThat(addresses(WELL, other)).containsExactly("a");
        assertThat(new Members(List.of(WELL, other)).isCalm()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1.9.2, 1.10.0", "1.0, 1.0.1", "2.0-M1, 2.0-M2", "9, 10"})
    void theNewestVersionTakesAllAndTwoVersionsAreNoCalm(String old, String next) {
        var one = member("a", old, Status.UP, true, false);
        var other = member("b", next, Status.UP, true, false);
        assertThat(addresses(one, other)).containsExactly("b");
        assertThat(new Members(List.of(one, other)).isCalm()).isFalse();
    }

    @Test
    void aNewerVersionThatDoesNotServeYetIsNotWaitedFor() {
        var joining = member("b", "2.0", Status.JOINING, true, false);
        assertThat(addresses(WELL, joining)).containsExactly("a");
    }

    private static List<String> addresses(Member... members) {
        return new Members(List.of(members)).hosts().stream().map(Host::address).toList();
    }

    private static Member member(
            String address, String version, Status status, boolean isReachable, boolean drains) {
        return new Member(address, new TreeSet<>(), version, status, isReachable, drains);
    }
}
