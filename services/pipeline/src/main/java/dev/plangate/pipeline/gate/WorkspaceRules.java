package dev.plangate.pipeline.gate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.plangate.contract.Validation;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.v1.ApprovalRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The approval rules that come after those of each project: a file, {@link ApprovalRules} in JSON. */
final class WorkspaceRules {
    private static final long LARGEST = 1L << 20;

    private WorkspaceRules() {}

    /** @throws InvalidApprovalRules if it cannot be read, is larger than 1 MiB, or a rule cannot be used */
    static RuleBook read(Path file) {
        var rules = ApprovalRules.newBuilder();
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidApprovalRules(file + " is larger than 1 MiB: approval rules are 20 at most.");
            }
            JsonFormat.parser().merge(Files.readString(file), rules);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidApprovalRules(file + " is not plangate.v1.ApprovalRules in JSON: " + e.getMessage());
        } catch (IOException e) {
            throw new InvalidApprovalRules(file + " cannot be read: " + e);
        }
        List<String> violations = Validation.violations(rules.build());
        if (!violations.isEmpty()) {
            throw new InvalidApprovalRules(file + ": " + String.join("; ", violations));
        }
        return switch (RuleBook.read(rules.getRulesList())) {
            case RuleBook.Usable(var book) -> book;
            case RuleBook.Refused(var faults) -> throw new InvalidApprovalRules(
                    file + ": " + String.join("; ", faults.stream().map(Object::toString).toList()));
        };
    }
}
