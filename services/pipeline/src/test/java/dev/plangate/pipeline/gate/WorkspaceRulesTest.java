package dev.plangate.pipeline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.topology.approval.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceRulesTest {
    @TempDir
    private Path directory;

    @Test
    void areReadInTheirOrder() throws IOException {
        assertThat(WorkspaceRules.read(file("""
                {"rules": [
                  {"name": "drops", "condition": "'DROP_TABLE' in statement_types", "risk": "HIGH",
                   "flow": {"ordered": true, "steps": [{"roles": ["roles/owner"], "required": 1},
                                                       {"roles": ["roles/dba", "roles/sre"], "required": 2}]}},
                  {"name": "rest", "condition": "true", "risk": "LOW", "no_approval": {}}]}
                """)).rules()).extracting(Rule::name).containsExactly("drops", "rest");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '"', textBlock = """
            {'rules': [{'name': 'a'}]}                                                                | rules[0].condition
            {'rules': [{'name': 'a', 'condition': 'x > 1', 'risk': 'LOW', 'no_approval': {}}]}        | approval_rules[0] (a) line 1, column 1: undeclared reference
            {'rules': [{'name': 'a', 'condition': 'true', 'risk': 'LOW'}]}                            | rules[0].outcome
            {'rule': []}                                                                              | is not plangate.v1.ApprovalRules in JSON
            {'rules':                                                                                 | is not plangate.v1.ApprovalRules in JSON
            """)
    void whatCannotBeUsedIsRefusedWithItsPlace(String json, String reason) throws IOException {
        var file = file(json.replace('\'', '"'));

        assertThatThrownBy(() -> WorkspaceRules.read(file)).isInstanceOf(InvalidApprovalRules.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(reason);
    }

    private Path file(String json) throws IOException {
        return Files.writeString(directory.resolve("rules.json"), json);
    }
}
