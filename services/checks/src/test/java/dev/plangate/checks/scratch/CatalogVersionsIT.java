package dev.plangate.checks.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Constraint;
import dev.plangate.checks.catalog.Index;
import dev.plangate.checks.catalog.Reference;
import dev.plangate.checks.catalog.Schema;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.RelationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of a target's catalog is the same on every major version. */
class CatalogVersionsIT {
    private static final String SCHEMA = """
            create schema app;
            create type app.mood as enum ('glad', 'sad');
            create domain app.positive as int check (value > 0);
            create table app.parents (id bigint generated always as identity primary key, name varchar(50) not null, "Odd name" text);
            create table app.children (id int primary key, parent_id bigint constraint up references app.parents on delete cascade,
                mood app.mood, n app.positive, twice int generated always as (id * 2) stored, during daterange, note text,
                constraint short check (length(note) < 10),
                constraint apart exclude using gist (during with &&), unique (parent_id, mood));
            create index filled on app.children (note) include (n) where n is not null;
            create index expression on app.children (id, lower(note), n);
            create view app.glad as select id, note from app.children where mood = 'glad';
            create materialized view app.counted as select parent_id, count(*) from app.children group by 1;
            create table app.events (at timestamptz not null, value int) partition by range (at);
            create table app.events_1 partition of app.events for values from ('2025-01-01') to ('2026-01-01');
            create table app.unseen (a int);
            create function app.rolls() returns int language sql volatile as 'select 4';
            create function app.always() returns int language sql immutable as 'select 4';
            insert into app.parents (name) select 'p' || i from generate_series(1, 300) i;
            insert into app.children (id, parent_id) select i, i from generate_series(1, 200) i;
            insert into app.events select '2025-05-05', i from generate_series(1, 1000) i;
            alter table app.children add constraint later check (n < 100) not valid;
            analyze app.parents, app.children, app.events;
            """;
    private static final String SCRIPT = """
            alter table app.children add a int default rolls(), add b int default always();
            alter table app.parents add a int; drop view app.glad; refresh materialized view app.counted;
            drop index app.filled; drop table app.events, app.events_1, app.unseen, app.missing; drop schema app;
            """;

    static List<Integer> majors() {
        return Postgres.MAJORS;
    }

    private static Catalog catalog(int major) throws Exception {
        var server = Postgres.of(major);
        server.target("versions", SCHEMA);
        return server.catalog("versions", SCRIPT);
    }

    private static Table table(Catalog catalog, String name) {
        return catalog.find(new Reference(List.of(), new RelationName("app", name))).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("majors")
    void tablesAreRead(int major) throws Exception {
        var catalog = catalog(major);
        assertThat(catalog.serverVersion() / 10_000).isEqualTo(major);
        assertThat(catalog.relations()).hasSize(8);
        assertThat(catalog.volatileFunctions()).isEqualTo(Map.of("rolls", true, "always", false));
        assertThat(catalog.schemas().get("app")).extracting(Schema::tables).isEqualTo(4);

        var children = table(catalog, "children");
        assertThat(children.rows()).isEqualTo(OptionalLong.of(200));
        assertThat(children.bytes()).isPositive();
        // columns that are not null are constraints too since version 18
        assertThat(children.constraints().stream().filter(one -> one.kind() != 'n').map(CatalogVersionsIT::told))
                .containsExactlyInAnyOrder("p [id] true", "f [parent_id] true", "c [note] true", "c [n] false",
                        "x [during] true", "u [parent_id, mood] true");
        assertThat(children.constraint("short").orElseThrow().definition())
                .isEqualTo("CHECK ((length(note) < 10))");
        assertThat(children.indexes()).extracting(Index::name).containsExactly("apart",
                "children_parent_id_mood_key", "children_pkey", "expression", "filled");
        assertThat(children.indexes().getLast())
                .isEqualTo(new Index("filled", "btree", List.of("note"), false, true, "n IS NOT NULL"));
        assertThat(children.indexes().get(3).columns()).containsExactly("id");
        assertThat(children.dependents()).containsExactly("materialized view app.counted", "view app.glad");
        assertThat(new TreeMap<>(children.columns()).keySet())
                .containsExactly("during", "id", "mood", "n", "note", "parent_id", "twice");
        assertThat(children.column("id").orElseThrow().notNull()).isTrue();
        assertThat(children.column("note").orElseThrow().dependents()).contains("index expression", "index filled",
                "view app.glad");
    }

    @ParameterizedTest
    @MethodSource("majors")
    void othersAreRead(int major) throws Exception {
        var catalog = catalog(major);
        assertThat(table(catalog, "parents").dependents()).containsExactly("foreign key up of app.children");
        assertThat(table(catalog, "parents").column("Odd name").orElseThrow().notNull()).isFalse();
        assertThat(table(catalog, "events").partitioned()).isTrue();
        assertThat(table(catalog, "events").rows()).isEqualTo(OptionalLong.of(1_000));
        assertThat(table(catalog, "glad").kind()).isEqualTo('v');
        assertThat(table(catalog, "counted").kind()).isEqualTo('m');
        assertThat(table(catalog, "filled").kind()).isEqualTo('i');
        // it is empty: its file says so
        assertThat(table(catalog, "unseen").rows()).isEqualTo(OptionalLong.of(0));
    }

    private static String told(Constraint one) {
        return one.kind() + " " + new ArrayList<>(one.columns()) + " " + one.validated();
    }
}
