package dev.aisle.ops.gateway;

/// Carries a [GatewayFault].
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient GatewayFault fault;

    public GatewayException(GatewayFault fault) {
        super(fault.explanation());
        this.fault = fault;
    }

    public GatewayException(GatewayFault fault, Throwable cause) {
        super(fault.explanation(), cause);
        this.fault = fault;
    }

    public GatewayFault fault() {
        return fault;
    }
}
