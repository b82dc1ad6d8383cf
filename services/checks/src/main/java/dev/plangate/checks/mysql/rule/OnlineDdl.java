package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.ColumnDefinition;
import dev.plangate.checks.mysql.ColumnDefinition.Generated;
import dev.plangate.checks.mysql.Key;
import dev.plangate.checks.mysql.catalog.MySqlColumn;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.mysql.catalog.ServerVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a server does for each part of an ALTER TABLE of an InnoDB table, by the manuals of MySQL and MariaDB. For when the server itself is not asked.
 *
 * @param table as the catalog knows it; empty = not known, and the worst is assumed
 * @param checked whether foreign_key_checks is on
 */
record OnlineDdl(ServerVersion version, Optional<MySqlTable> table, boolean checked) {
    Effect of(Alteration alteration, List<Alteration> all) {
        if (table.isPresent() && !table.get().innoDb() && !table.get().engine().isEmpty()) {
            return alteration instanceof Alteration.RenameTo || alteration instanceof Alteration.SetDefault
                    ? Effect.INSTANT
                    : Effect.COPY;
        }
        return switch (alteration) {
            case Alteration.AddColumn added -> added(added);
            case Alteration.DropColumn _ -> version.isAtLeast(80_029, 100_400) && !compressed()
                    ? Effect.INSTANT
                    : Effect.REBUILD;
            case Alteration.ModifyColumn modified -> modified(modified);
            case Alteration.AddKey(var _, Key key) -> switch (key.kind()) {
                case PRIMARY -> Effect.REBUILD;
                case UNIQUE, INDEX -> Effect.INDEX;
                case FULLTEXT, SPATIAL, VECTOR -> new Effect(Effect.Algorithm.NOCOPY, Effect.Lock.SHARED);
            };
            case Alteration.DropPrimaryKey _ -> all.stream().anyMatch(OnlineDdl::addsPrimaryKey)
                    ? Effect.REBUILD
                    : Effect.COPY;
            case Alteration.AddForeignKey _ -> checked ? Effect.COPY : Effect.INSTANT;
            case Alteration.AddCheck _,Alteration.Convert _,Alteration.Reorder _ -> Effect.COPY;
            case Alteration.Partitioning partitioning -> partitioned(partitioning.verb());
            case Alteration.Option option -> option(option);
            case Alteration.Force _ -> Effect.REBUILD;
            case Alteration.RenameColumn _,Alteration.SetDefault _,Alteration.DropKey _,Alteration.RenameKey _,Alteration.DropForeignKey _,Alteration.RenameTo _ ->
                Effect.INSTANT;
            case Alteration.Other other -> other.words().equals("ALTER CHECK") || other.words().startsWith("ADD ")
                    ? Effect.COPY
                    : Effect.INSTANT;
        };
    }

    private static boolean addsPrimaryKey(Alteration alteration) {
        return switch (alteration) {
            case Alteration.AddKey(var _, Key key) -> key.kind() == Key.Kind.PRIMARY;
            case Alteration.AddColumn added -> added.column().primary();
            default -> false;
        };
    }

    private boolean compressed() {
        return table.map(known -> known.rowFormat().equalsIgnoreCase("Compressed")).orElse(false);
    }

    private Effect added(Alteration.AddColumn added) {
        var column = added.column();
        if (column.generated() == Generated.STORED) {
            return Effect.COPY;
        }
        if (column.references().isPresent() && version.isAtLeast(90_000, 100_500)) {
            return checked ? Effect.COPY : Effect.REBUILD;
        }
        if (column.autoIncrement()) {
            return Effect.SHARED;
        }
        if (column.primary() || column.unique()) {
            return Effect.REBUILD;
        }
        if (column.generated() == Generated.VIRTUAL) {
            return Effect.INSTANT;
        }
        boolean instant = added.placed() ? version.isAtLeast(80_029, 100_400) : version.isAtLeast(80_012, 100_302);
        boolean plain = !compressed() && !(table.isPresent() && table.get().has(Key.Kind.FULLTEXT)
                && !version.mariaDb());
        return instant && plain ? Effect.INSTANT : Effect.REBUILD;
    }

    private Effect modified(Alteration.ModifyColumn modified) {
        var column = modified.column();
        var known = table.flatMap(found -> found.column(modified.old()));
        if (column.generated() == Generated.STORED || changesType(modified) || changesCharset(modified)) {
            return Effect.COPY;
        }
        boolean nullable = known.map(present -> present.notNull() != column.notNull()).orElse(false);
        boolean numbered = known.map(present -> !present.autoIncrement() && column.autoIncrement()).orElse(false);
        if (numbered) {
            return Effect.COPY;
        }
        return nullable || modified.placed() ? Effect.REBUILD : Effect.INSTANT;
    }

    /** Whether rows have to be written anew for the type alone. Unknown is taken for yes. */
    boolean changesType(Alteration.ModifyColumn modified) {
        var known = table.flatMap(found -> found.column(modified.old()));
        return known.isEmpty() || !isFree(known.get(), modified.column());
    }

    /** Whether the column gets another character set. Unknown is taken for no: then its type is not known either. */
    boolean changesCharset(Alteration.ModifyColumn modified) {
        var known = table.flatMap(found -> found.column(modified.old()));
        if (known.isEmpty() || !modified.column().type().text()) {
            return false;
        }
        String charset = modified.column().charset().isEmpty()
                ? modified.column().collation().replaceFirst("_.*", "")
                : modified.column().charset();
        return !charset.isEmpty() && !known.get().charset().isEmpty()
                && !same(charset).equals(same(known.get().charset()));
    }

    private static String same(String charset) {
        String lower = charset.toLowerCase(Locale.ROOT);
        return lower.equals("utf8") ? "utf8mb3" : lower;
    }

    private static boolean isFree(MySqlColumn present, ColumnDefinition wanted) {
        var from = present.type();
        var to = wanted.type();
        if (from.equals(to)) {
            return true;
        }
        if (!from.name().equals(to.name()) || from.unsigned() != to.unsigned()) {
            return false;
        }
        return switch (to.name()) {
            case "varchar" -> {
                int width = present.charset().equals("utf8mb4") ? 4 : present.charset().startsWith("utf8") ? 3 : 1;
                boolean one = from.length() * width < 256;
                yield to.length() >= from.length() && one == to.length() * width < 256;
            }
            case "varbinary" -> to.length() >= from.length() && from.length() < 256 == to.length() < 256;
            case "enum" ->
                begins(from.members(), to.members()) && from.members().size() < 256 == to.members().size() < 256;
            case "set" -> begins(from.members(), to.members())
                    && (from.members().size() + 7) / 8 == (to.members().size() + 7) / 8;
            default -> false;
        };
    }

    private static boolean begins(List<String> from, List<String> to) {
        return to.size() >= from.size() && to.subList(0, from.size()).equals(from);
    }

    private static Effect partitioned(String verb) {
        return switch (verb) {
            case "BY", "REMOVE" -> Effect.COPY;
            case "REORGANIZE", "COALESCE", "REBUILD" -> Effect.SHARED;
            default -> Effect.INSTANT;
        };
    }

    private Effect option(Alteration.Option option) {
        return switch (option.name()) {
            case "ENGINE", "TYPE" -> option.value().equalsIgnoreCase("InnoDB")
                    ? Effect.REBUILD
                    : Effect.COPY;
            case "ROW_FORMAT", "KEY_BLOCK_SIZE" -> Effect.REBUILD;
            default -> Effect.INSTANT;
        };
    }
}
