package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.rule.RuleInfo;
import java.util.List;

/** All rules of MySQL and MariaDB. */
public final class MySqlRules {
    private static final List<MySqlRule> ALL = List.of(new TableCopy(), new SharedLock(), new MetadataLockQueue(),
            new MySqlChangingColumnType(), new CharsetConversion(), new MySqlForeignKey(),
            new MySqlTableWithoutPrimaryKey(), new MySqlDropPrimaryKey(), new MySqlBanDropTable(),
            new MySqlBanDropColumn(), new MySqlBanDropDatabase(), new MySqlBanTruncate(), new MySqlRenamingTable(),
            new MySqlRenamingColumn(), new MySqlDmlWithoutWhere(), new MySqlAffectedRowLimit(),
            new NotNullWithoutDefault(), new InlineReferencesIgnored(), new MixedDdlDml(),
            new IntAutoIncrementOverflow(), new NonInnoDb(), new DuplicateIndex(), new MySqlDynamicSql());

    private MySqlRules() {}

    /** In the order in which their findings are listed. */
    static List<MySqlRule> all() {
        return ALL;
    }

    /** What they are. */
    public static List<RuleInfo> infos() {
        return ALL.stream().map(MySqlRule::info).toList();
    }
}
