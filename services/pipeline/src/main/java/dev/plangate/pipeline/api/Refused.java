package dev.plangate.pipeline.api;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;

/** What a caller is told instead of an answer: a status with details. */
final class Refused extends RuntimeException {
    private final Status status;

    private Refused(Status status) {
        super(status.getMessage(), null, false, false);
        this.status = status;
    }

    static Refused of(Code code, String message, Message... details) {
        Status.Builder status = Status.newBuilder().setCode(code.getNumber()).setMessage(message);
        for (Message detail : details) {
            status.addDetails(Any.pack(detail));
        }
        return new Refused(status.build());
    }

    Status status() {
        return status;
    }
}
