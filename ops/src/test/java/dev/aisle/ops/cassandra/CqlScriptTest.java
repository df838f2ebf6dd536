package dev.aisle.ops.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CqlScriptTest {
    @Test
    void statementsEndAtSemicolonsAndLoseTheirComments() {
        var script =
                CqlScript.parse(
                        "-- first; a comment\nCREATE x; /* more;\n */\nCREATE y -- why\n;\n");

        assertThat(script.statements()).isEqualTo(List.of("CREATE x", "CREATE y"));
    }

    @Test
    void semicolonsAndDashesInAStringAreText() {
        var script = CqlScript.parse("INSERT 'a;b -- c''; /* d'; SELECT 1");

        assertThat(script.statements()).isEqualTo(List.of("INSERT 'a;b -- c''; /* d'", "SELECT 1"));
    }
}
