package dev.plangate.checks.rule;

import dev.plangate.checks.mysql.rule.MySqlRules;
import dev.plangate.checks.sql.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
            .of(Stream.of(SYNTAX_ERROR, NOT_REVIEWED, IGNORE_COMMENT), POSTGRES.stream().map(Rule::info),
                    MySqlRules.infos().stream())
            .flatMap(Function.identity()).toList();
    private static final Map<String, List<RuleInfo>> BY_NAME = ALL.stream()
            .collect(Collectors.groupingBy(RuleInfo::name));

    private Rules() {}

    /** Whether a rule's findings are errors under every policy. */
    public static boolean isFixed(String name) {
        return name.equals(SYNTAX_ERROR.name()) || name.equals(NOT_REVIEWED.name());
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
