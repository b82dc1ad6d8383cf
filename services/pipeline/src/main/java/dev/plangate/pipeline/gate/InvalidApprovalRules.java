package dev.plangate.pipeline.gate;

/** The workspace's approval rules cannot be used; the message says where and why. */
public final class InvalidApprovalRules extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidApprovalRules(String message) {
        super(message);
    }
}
