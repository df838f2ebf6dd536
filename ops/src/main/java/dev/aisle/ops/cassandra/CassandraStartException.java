package dev.aisle.ops.cassandra;

/// The embedded Cassandra did not start; nothing of it is left running.
public final class CassandraStartException extends Exception {
    private final transient StartProblem problem;

    CassandraStartException(StartProblem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public StartProblem problem() {
        return problem;
    }
}
