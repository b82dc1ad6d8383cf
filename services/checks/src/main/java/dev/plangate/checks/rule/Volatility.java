package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.sql.Ast;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether an expression gives another value for each row. */
public final class Volatility {
    /** Built-in functions and those of common extensions that are volatile and may stand in a default (pg_proc.provolatile = 'v'). */
    private static final Set<String> VOLATILE = Set.of("clock_timestamp", "currval", "gen_random_bytes",
            "gen_random_uuid", "gen_salt", "lastval", "nanoid",
            "nextval", "random", "random_normal", "setval", "timeofday", "txid_current", "pg_current_xact_id",
            "ulid_generate", "uuid_generate_v1",
            "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7", "xid8_current", "pg_sleep");
    /** Built-in functions that are not and often do (provolatile 'i' or 's'). */
    private static final Set<String> STEADY = Set.of("now", "transaction_timestamp", "statement_timestamp",
            "current_setting", "current_schema",
            "current_database", "session_user", "timezone", "date_trunc", "date_part", "extract", "age", "to_char",
            "to_date", "to_timestamp", "to_number",
            "make_date", "make_time", "make_timestamp", "make_timestamptz", "make_interval", "justify_days",
            "justify_hours", "lower", "upper", "initcap",
            "concat", "concat_ws", "format", "left", "right", "substr", "substring", "replace", "trim", "btrim",
            "ltrim", "rtrim", "lpad", "rpad", "repeat",
            "reverse", "length", "char_length", "md5", "sha256", "sha512", "digest", "encode", "decode", "convert_to",
            "convert_from", "chr", "ascii", "abs",
            "ceil", "ceiling", "floor", "round", "trunc", "power", "sqrt", "mod", "greatest", "least", "coalesce",
            "nullif", "to_json", "to_jsonb",
            "json_build_object", "jsonb_build_object", "json_build_array", "jsonb_build_array", "json_object",
            "jsonb_object", "row_to_json", "array_append",
            "array_cat", "array_fill", "array_to_string", "string_to_array", "int4range", "int8range", "numrange",
            "daterange", "tsrange", "tstzrange",
            "to_tsvector", "inet_client_addr", "inet_server_addr", "quote_ident", "quote_literal", "hstore", "point",
            "box", "uuid_nil");

    /** What can be said of an expression. */
    public enum Verdict {
        STEADY, VOLATILE, UNKNOWN
    }

    private Volatility() {}

    /** The functions of an expression whose volatility only the target knows. */
    public static Set<String> unknown(JsonNode expression) {
        var names = new HashSet<>(functions(expression));
        names.removeAll(VOLATILE);
        names.removeAll(STEADY);
        return names;
    }

    static Verdict of(JsonNode expression, Review review) {
        return of(expression, review.catalog());
    }

    /** By the target's functions where its catalog is at hand. */
    public static Verdict of(JsonNode expression, Optional<Catalog> target) {
        var functions = functions(expression);
        if (functions.stream().anyMatch(VOLATILE::contains)) {
            return Verdict.VOLATILE;
        }
        boolean unknown = false;
        for (String function : functions) {
            if (!STEADY.contains(function)) {
                var known = target
                        .flatMap(catalog -> Optional.ofNullable(catalog.volatileFunctions().get(function)));
                if (known.orElse(false)) {
                    return Verdict.VOLATILE;
                }
                unknown |= known.isEmpty();
            }
        }
        return unknown ? Verdict.UNKNOWN : Verdict.STEADY;
    }

    private static List<String> functions(JsonNode expression) {
        return Ast.all(expression, "FuncCall").stream().map(call -> Ast.strings(call.path("funcname")).getLast())
                .toList();
    }
}
