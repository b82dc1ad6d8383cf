package dev.plangate.checks.rule;

import dev.plangate.checks.mysql.rule.MySqlRules;
import dev.plangate.checks.sql.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rules. */
public final class Rules {
    /** Of what is no SQL. Not a {@link Rule}: there is no statement that it could look at. Cannot be switched off. */
    public static final RuleInfo SYNTAX_ERROR = new RuleInfo("syntax-error", 1000, Level.ERROR,
            "The text is not valid SQL of its server.",
            "It would fail when it is run, perhaps after the statements before it were done.")
            .instead(
                    "Check the text that a server gets: without commands of psql, with the values of its placeholders.")
            .example("SELECT id FORM orders WHERE id = 1;", "SELECT id FROM orders WHERE id = 1;")
            .of(Dialect.ALL);

    /** Of what could not be parsed for a reason that says nothing about the SQL. No {@link Rule} either, and cannot be switched off. */
    public static final RuleInfo NOT_REVIEWED = new RuleInfo("not-reviewed", 1001, Level.ERROR,
            "The text could not be reviewed: it is larger or nests deeper than the check engine reads.",
            "Nobody knows what it does, and what is not known is not passed.")
            .instead("Split it into files that are run one after the other.").of(Dialect.ALL);

    /** Of comments that exempt statements from rules. Not a {@link Rule} either: it speaks of what the others found. */
    public static final RuleInfo IGNORE_COMMENT = new RuleInfo("ignore-comment", 1390, Level.WARNING,
            "A comment exempts the next statement from a rule, or tries to.",
            "What a comment exempts is done nevertheless, so each exemption is reported with its reason.")
            .instead(
                    "Write \"-- plangate:ignore RULE: reason\" before the statement, with several rules between commas. "
                            + "A comment without a reason, or with a rule that does not exist, exempts nothing.")
            .example("-- plangate:ignore ban-drop-table\nDROP TABLE old_orders;",
                    "DROP TABLE old_orders;")
            .of(Dialect.ALL);

    /** Of work that a trace has seen and no rule. Not a {@link Rule}: the statement alone does not show it. Its level follows the size of the table. */
    public static final RuleInfo TRACED_BLOCKING_WORK = new RuleInfo("traced-blocking-work", 900, Level.ERROR,
            "On an empty clone of the target the statement reads or writes all rows of a table while writers are kept out, and no rule saw it.",
            "Everybody who writes to the table waits until it is done, for as long as the table is large, and readers too when the lock is ACCESS EXCLUSIVE.")
            .instead(
                    "Do what the rule about that kind of work advises: a new column that is filled in batches instead of a rewrite, NOT VALID and then VALIDATE "
                            + "instead of a scan, an index built CONCURRENTLY; or run it while nobody needs the table.")
            .example("""
                    SET lock_timeout = '2s';
                    DO $$
                    DECLARE
                        wide text := 'bigint';
                    BEGIN
                        EXECUTE 'ALTER TABLE orders ALTER COLUMN id TYPE ' || wide;
                    END
                    $$;""", """
                    SET lock_timeout = '2s';
                    ALTER TABLE orders ADD COLUMN id_wide bigint;""");

    /** Of traces that did not see everything. No {@link Rule} either, and cannot be switched off. */
    public static final RuleInfo PARTLY_TRACED = new RuleInfo("partly-traced", 901, Level.WARNING,
            "The script could not be traced as a whole: something is missing on the clone, or a statement failed there.",
            "What the rest of it locks, rewrites and scans is not known, and what is not known is not passed.")
            .instead(
                    "Look at the reason: what fails on an empty clone of the target fails on the target too, unless it depends on rows; what the scratch server lacks "
                            + "(an extension, a collation) can be installed there.")
            .example("""
                    SET lock_timeout = '2s';
                    ALTER TABLE orders DROP CONSTRAINT no_such_constraint;""", """
                    SET lock_timeout = '2s';
                    ALTER TABLE orders DROP CONSTRAINT IF EXISTS no_such_constraint;""");

    private static final List<RuleInfo> OF_TRACES = List.of(TRACED_BLOCKING_WORK, PARTLY_TRACED);
    private static final List<Rule> POSTGRES = List.of(new RequireLockTimeout(), new RequireConcurrentIndexCreation(),
            new ChangingColumnType(),
            new AddingNotNullableField(), new AddingForeignKeyConstraint(), new ConstraintMissingNotValid(),
            new DisallowedUniqueConstraint(),
            new AddingPrimaryKeyConstraint(), new AddingFieldWithDefault(), new BanDropTable(), new BanDropSchema(),
            new BanDropDatabase(),
            new BanTruncate(), new BanTruncateCascade(), new BanDropColumn(), new RenamingColumn(),
            new RenamingTable(), new DmlWithoutWhere(), new AffectedRowLimit(), new BanDuplicateColumnAssignments(),
            new DropOrTruncateCascade(), new RenamingSchema(), new MissingFkIndex(), new PreferBigintOverInt(),
            new TableWithoutPrimaryKey(), new AddingJsonColumn(), new BanDropNotNull(), new DropPrimaryKey(),
            new DynamicSql(), new InvalidFunctionBody(), new PreferTextField(), new BanCharField(),
            new PreferTimestamptz(), new PreferIdentity(), new PreferRobustStmts(), new IdentifierTooLong(),
            new RequireTableSchema(), new Naming(),
            new AddingSerialColumn(), new AddingGeneratedColumn(), new AddingRequiredField(),
            new StatementWhileHoldingAccessExclusive(), new WideLockWindow(), new ValidateInSameTransaction(),
            new AddingExclusionConstraint(), new RequireConcurrentIndexDeletion(), new RequireConcurrentReindex(),
            new RequireConcurrentPartitionDetach(), new AttachPartition(), new PreferRepack(),
            new RequireConcurrentRefreshMatview(), new BanConcurrentIndexCreationInTransaction(), new CreateTrigger(),
            new EnableDisableTrigger(), new SetLogged(), new SetTablespace(), new SetAccessMethod(),
            new AlterEnumAddValue(), new TransactionNesting(), new BanUncommittedTransaction(),
            new RequireStatementTimeout(), new BanAlterDomainWithAddConstraint(), new BanCreateDomainWithConstraint(),
            new MultipleAlterTable());
    private static final List<RuleInfo> ALL = Stream
            .of(Stream.of(SYNTAX_ERROR, NOT_REVIEWED, IGNORE_COMMENT), OF_TRACES.stream(),
                    POSTGRES.stream().map(Rule::info), MySqlRules.infos().stream())
            .flatMap(rules -> rules).toList();
    private static final Map<String, List<RuleInfo>> BY_NAME = ALL.stream()
            .collect(Collectors.groupingBy(RuleInfo::name));

    private Rules() {}

    /** Whether a rule's findings are errors under every policy. */
    public static boolean isFixed(String name) {
        return name.equals(SYNTAX_ERROR.name()) || name.equals(NOT_REVIEWED.name());
    }

    /** Those whose findings come from traces alone. */
    public static List<RuleInfo> ofTraces() {
        return OF_TRACES;
    }

    /** Every rule that a finding can name. */
    public static List<RuleInfo> all() {
        return ALL;
    }

    /** The rule of a name, that of PostgreSQL where others have one of the name too. */
    public static Optional<RuleInfo> find(String name) {
        return named(name).stream().findFirst();
    }

    /** The rules of a name, one for each kind of server that has one. */
    public static List<RuleInfo> named(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    /** The rules for PostgreSQL, in the order in which their findings are listed. */
    public static List<Rule> postgres() {
        return POSTGRES;
    }
}
