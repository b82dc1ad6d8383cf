package dev.plangate.pipeline.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import java.util.Base64;

/** Errors as AIP-193 has them in JSON: {@code {"error": {"code": 404, "status": "NOT_FOUND", "message": ..., "details": [...]}}}. */
final class JsonErrors implements UnframedGrpcErrorHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().usingTypeRegistry(TypeRegistry.newBuilder()
            .add(ErrorInfo.getDescriptor()).add(BadRequest.getDescriptor()).add(PreconditionFailure.getDescriptor())
            .add(ResourceInfo.getDescriptor()).add(RetryInfo.getDescriptor()).build());

    @Override
    public HttpResponse handle(ServiceRequestContext ctx, io.grpc.Status grpc, AggregatedHttpResponse response) {
        String details = response.trailers().get("grpc-status-details-bin",
                response.headers().get("grpc-status-details-bin", ""));
        Status status = Status.newBuilder().setCode(grpc.getCode().value())
                .setMessage(grpc.getDescription() == null ? "" : grpc.getDescription()).build();
        try {
            Status told = details.isEmpty() ? status : Status.parseFrom(Base64.getMimeDecoder().decode(details));
            return response(told);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return response(status);
        }
    }

    static HttpResponse response(Status status) {
        return HttpResponse.of(http(status), MediaType.JSON_UTF_8, json(status).toString());
    }

    static ObjectNode json(Status status) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode error = root.putObject("error").put("code", http(status).code())
                .put("message", status.getMessage()).put("status", Code.forNumber(status.getCode()).name());
        ArrayNode details = error.putArray("details");
        for (Any detail : status.getDetailsList()) {
            try {
                details.add(JSON.readTree(PRINTER.print(detail)));
            } catch (InvalidProtocolBufferException | JsonProcessingException e) {
                details.addObject().put("@type", detail.getTypeUrl());
            }
        }
        return root;
    }

    private static HttpStatus http(Status status) {
        Code code = Code.forNumber(status.getCode());
        return switch (code == null ? Code.UNKNOWN : code) {
            case OK -> HttpStatus.OK;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case ALREADY_EXISTS, ABORTED -> HttpStatus.CONFLICT;
            case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
            case CANCELLED -> HttpStatus.valueOf(499);
            case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
            case UNKNOWN, INTERNAL, DATA_LOSS, UNRECOGNIZED -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
