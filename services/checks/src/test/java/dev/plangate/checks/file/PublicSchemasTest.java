package dev.plangate.checks.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.rule.SheetFindings;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.v1.ReviewPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas and migrations of public projects, out of their archives as the build unpacks them. Servers ran all of this: none of it is a syntax error. */
class PublicSchemasTest {
    private static final SheetParser PARSER = new SheetParser(CheckLimits.DEFAULT.sheetBytes(), 0, 1);

    @AfterAll
    static void close() {
        PARSER.close();
    }

    @ParameterizedTest
    @CsvSource({"dspace, 63, 994", "camunda, 95, 1577", "jbpm, 49, 1811", "conductor, 8, 116"})
    void each_statement_is_read(String project, int files, int statements) throws Exception {
        int read = 0;
        for (Path file : files(project)) {
            read += parsed(file).statements().size();
        }
        assertThat(files(project)).hasSize(files);
        assertThat(read).isEqualTo(statements);
    }

    /** Looked at by a person: each of these files' findings, and nothing but them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "dspace | V7.6_2023.09.28__enforce_group_or_eperson_for_resourcepolicy.sql | 11 constraint-missing-not-valid, 11 require-lock-timeout",
            "jbpm | jbpm-7.41-to-7.48.sql | 1 adding-not-nullable-field, 1 require-lock-timeout, 2 multiple-alter-table, 2 disallowed-unique-constraint",
            "conductor | V3__correlation_id_index.sql | 1 require-concurrent-index-deletion, 1 require-lock-timeout, 3 require-concurrent-index-creation",
            "dspace | V7.5_2022.12.01__add_table_subscriptionparamter_change_columns_subscription_table.sql | 18 require-lock-timeout, 20 prefer-bigint-over-int, 25 missing-fk-index, 30 multiple-alter-table, 32 multiple-alter-table, 33 adding-foreign-key-constraint, 33 missing-fk-index, 35 dml-without-where, 39 multiple-alter-table, 39 ban-drop-column"})
    void what_is_found_is_there(String project, String name, String findings) throws Exception {
        assertThat(found(project, name)).containsExactlyInAnyOrder(findings.split(", "));
    }

    /** A schema that is made from nothing blocks nobody. */
    @Test
    void what_is_made_from_nothing_is_left_alone() throws Exception {
        var rules = new TreeMap<String, Integer>();
        for (String name : List.of("activiti.postgres.create.engine.sql", "activiti.postgres.create.history.sql",
                "activiti.postgres.create.identity.sql")) {
            found("camunda", name).forEach(line -> rules.merge(line.replaceFirst(".* ", ""), 1, Integer::sum));
        }
        assertThat(rules).isEqualTo(Map.of());
    }

    private static List<String> found(String project, String name) throws Exception {
        var sheet = parsed(files(project).stream().filter(path -> path.endsWith(name)).findFirst().orElseThrow());
        return SheetFindings
                .of(sheet, Policy.of(ReviewPolicy.getDefaultInstance()), Optional.empty(),
                        Running.STATEMENT_BY_STATEMENT)
                .stream().map(finding -> line(sheet, finding) + " " + finding.rule().name()).toList();
    }

    private static int line(ParsedSheet sheet, Finding finding) {
        return sheet.source().position(finding.range().from()).line();
    }

    private static ParsedSheet.Valid parsed(Path file) throws Exception {
        String text = Files.readString(file);
        assertThat(PARSER.parse(text, text, CheckLimits.DEFAULT.parse())).as("%s", file)
                .isInstanceOf(ParsedSheet.Valid.class);
        return (ParsedSheet.Valid) PARSER.parse(text, text, CheckLimits.DEFAULT.parse());
    }

    /** Fetched by the build. */
    private static List<Path> files(String project) throws IOException {
        for (String module : List.of("", "services/checks/")) {
            Path directory = Path.of(module + "target/schemas/" + project);
            if (Files.isDirectory(directory)) {
                try (var files = Files.walk(directory)) {
                    return files.filter(path -> path.toString().endsWith(".sql")).sorted().toList();
                }
            }
        }
        throw new IOException("target/schemas/" + project + " is missing: run mvn generate-test-resources");
    }
}
