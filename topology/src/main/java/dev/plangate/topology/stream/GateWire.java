package dev.plangate.topology.stream;

import static dev.plangate.contract.Topics.APPROVAL_REQUIREMENTS;
import static dev.plangate.contract.Topics.GATE_STATUS;
import static dev.plangate.contract.Topics.ROLLOUT_COMMANDS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.contract.ProtobufSerde;
import dev.plangate.topology.domain.Decision;
import dev.plangate.topology.domain.Decision.PublishRequirement;
import dev.plangate.topology.domain.Decision.PublishStatus;
import dev.plangate.topology.domain.Decision.SendCommand;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.GateStatus;
import org.apache.kafka.streams.processor.api.Record;

/** Decisions as records. */
record GateWire(ProtobufSerde<GateStatus> statuses, ProtobufSerde<ApprovalRequirement> requirements,
        ProtobufSerde<CreateRollout> commands) {

    /**
     * The record that makes a decision known.
     *
     * @param now its time, milliseconds since 1970: with the time of an old input, retention could take it at once
     */
    Record<byte[], byte[]> record(Decision decision, Origin origin, long now) {
        return switch (decision) {
            case SendCommand(var command) -> new Record<>(command.getPlan().getBytes(UTF_8),
                    commands.serialize(ROLLOUT_COMMANDS.name(), command), now,
                    origin.headers(Origin.eventOf(command.getId())));
            case PublishRequirement(var requirement) -> new Record<>(requirement.getPlan().getBytes(UTF_8),
                    requirements.serialize(APPROVAL_REQUIREMENTS.name(), requirement), now,
                    origin.headers(origin.eventOn(APPROVAL_REQUIREMENTS.name())));
            case PublishStatus(var status) -> new Record<>(status.getPlan().getBytes(UTF_8),
                    statuses.serialize(GATE_STATUS.name(), status), now,
                    origin.headers(origin.eventOn(GATE_STATUS.name())));
        };
    }
}
