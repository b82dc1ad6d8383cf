package dev.plangate.db.legacy;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the old layout has to become, worked out row by row in memory, without the SQL of the migration. */
public final class Oracle {
    private static final Pattern INSTANCE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern DATABASE = Pattern.compile("[^/\\x01-\\x1f]{1,128}");
    private static final Map<String, CheckType> TYPES = Map.of("bb.plan-check.database.statement.advise",
            CheckType.STATEMENT_ADVISE, "bb.plan-check.database.statement.summary.report",
            CheckType.STATEMENT_SUMMARY_REPORT, "bb.plan-check.database.ghost.sync", CheckType.GHOST_SYNC);

    private final Instant now;
    private final Map<Long, String> verdicts = new HashMap<>();

    private Oracle(Instant now) {
        this.now = now;
    }

    /** A row, read. Times that cannot be are those of the migration. */
    private record Read(LegacyRow row, Instant created, Instant updated, Optional<String> target, Json config,
            Json result) {

        Optional<String> sheet() {
            return config.at("sheetSha256").text().filter(text -> text.matches("[0-9a-f]{64}"));
        }

        /** Without a target it is like no other. */
        String key() {
            return row.type() + "\n" + target.orElse("\n" + row.id());
        }
    }

    /**
     * Works it out.
     *
     * @param now by the clock of the database, within minutes
     */
    public static Upgraded of(List<LegacyPlan> plans, List<LegacyRow> rows, Instant now) {
        var oracle = new Oracle(now);
        Map<Long, Map<String, Read>> kept = new TreeMap<>();
        for (LegacyRow row : rows) {
            Read read = oracle.read(row);
            if (row.status().equals("CANCELED")) {
                oracle.verdicts.put(row.id(), "CANCELED");
            } else if (read.created().isBefore(now.minus(Duration.ofDays(30)))) {
                oracle.verdicts.put(row.id(), "OLD");
            } else {
                kept.computeIfAbsent(row.plan(), _ -> new HashMap<>()).merge(read.key(), read, oracle::newer);
            }
        }
        Set<Upgraded.Note> notes = new HashSet<>();
        Map<Long, Upgraded.Run> runs = new HashMap<>();
        kept.forEach((plan, reads) -> {
            reads.values().forEach(read -> {
                oracle.verdicts.put(read.row().id(), "KEPT");
                notes.addAll(oracle.notes(read));
            });
            runs.put(plan, oracle.run(List.copyOf(reads.values())));
        });
        for (LegacyPlan plan : plans) {
            if (!INSTANCE.matcher(plan.project()).matches()) {
                notes.add(new Upgraded.Note(0, "plan.project", plan.project(), "kept, but no topic takes such a name"));
            }
        }
        return new Upgraded(runs, notes, oracle.verdicts);
    }

    private Read newer(Read one, Read other) {
        boolean otherIsNewer = other.created().isAfter(one.created())
                || (other.created().equals(one.created()) && other.row().id() > one.row().id());
        verdicts.put(otherIsNewer ? one.row().id() : other.row().id(), "REPLACED");
        return otherIsNewer ? other : one;
    }

    private Read read(LegacyRow row) {
        Json config = Json.of(row.config());
        Optional<String> instance = config.at("instanceId").text().filter(t -> INSTANCE.matcher(t).matches());
        Optional<String> database = config.at("databaseName").text().filter(t -> DATABASE.matcher(t).matches());
        Instant created = switch (row.createdAt()) {
            case "infinity" -> now;
            case "-infinity" -> Instant.MIN;
            default -> Instant.parse(row.createdAt()).isAfter(now.plus(Duration.ofDays(1)))
                    ? now
                    : Instant.parse(row.createdAt());
        };
        Instant updated = switch (row.updatedAt()) {
            case "infinity", "-infinity" -> created;
            default -> Instant.parse(row.updatedAt()).isAfter(now.plus(Duration.ofDays(1)))
                    || Instant.parse(row.updatedAt()).isBefore(Instant.EPOCH)
                            ? created
                            : Instant.parse(row.updatedAt());
        };
        return new Read(row, created, updated,
                instance.flatMap(i -> database.map(d -> "instances/" + i + "/databases/" + d)), config,
                Json.of(row.result()));
    }

    private Upgraded.Run run(List<Read> reads) {
        boolean running = reads.stream().anyMatch(read -> read.row().status().equals("RUNNING"));
        boolean failed = reads.stream().anyMatch(read -> read.row().status().equals("FAILED"));
        Comparator<Read> order = Comparator.comparing((Read read) -> read.target().orElse(""))
                .thenComparing(read -> TYPES.containsKey(read.row().type()) ? TYPES.get(read.row().type()).name() : "~")
                .thenComparing(read -> read.sheet().orElse("~")).thenComparingLong(read -> read.row().id());
        List<CheckOutcome> outcomes = running
                ? List.of()
                : reads.stream().sorted(order).flatMap(read -> new OracleOutcomes(read.row().status(), read.result())
                        .list().stream().map(outcome -> tagged(outcome, read))).toList();
        return new Upgraded.Run(running ? "AVAILABLE" : failed ? "FAILED" : "DONE",
                newest(reads.stream().map(Read::created).toList()), newest(reads.stream().map(Read::updated).toList()),
                outcomes);
    }

    private Instant newest(List<Instant> times) {
        Instant newest = times.stream().max(Comparator.naturalOrder()).orElseThrow();
        return newest.equals(now) ? null : newest;
    }

    private static CheckOutcome tagged(CheckOutcome.Builder outcome, Read read) {
        read.target().ifPresent(outcome::setTarget);
        read.sheet().ifPresent(outcome::setSheetSha256);
        return outcome.setType(TYPES.getOrDefault(read.row().type(), CheckType.CHECK_TYPE_UNSPECIFIED)).build();
    }

    private List<Upgraded.Note> notes(Read read) {
        var notes = new OracleNotes(read.row().id());
        LegacyRow row = read.row();
        if (!TYPES.containsKey(row.type())) {
            notes.add("type", row.type(), "kept as CHECK_TYPE_UNSPECIFIED");
        }
        if (read.created().equals(now)) {
            notes.add("created_at", "*", "the time of the migration");
        }
        if (!row.updatedAt().equals(read.updated().toString())) {
            notes.add("updated_at", "*", "created_at");
        }
        notes.config(read.config(), INSTANCE, DATABASE, read.sheet().isPresent());
        notes.result(row.status(), read.result());
        Json payload = Json.of(row.payload());
        if (payload.value().isPresent() && !payload.type().equals("object") && !payload.type().equals("null")) {
            notes.add("payload", "*", "dropped");
        }
        return new ArrayList<>(notes.list());
    }
}
