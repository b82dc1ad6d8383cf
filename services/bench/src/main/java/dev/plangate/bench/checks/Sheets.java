package dev.plangate.bench.checks;

import java.util.List;

/** The SQL that is measured: a sheet of five statements, as somebody would write it. */
final class Sheets {
    /** How many statements a sheet has. */
    static final int STATEMENTS = 5;
    /** The tables that it works on. */
    static final String TABLES = """
            create table customers (id bigint primary key, name text not null);
            create table orders (id bigint primary key, customer_id bigint not null references customers, total numeric(10,2), created timestamptz not null);
            insert into customers select i, 'customer ' || i from generate_series(1, 200) i;
            insert into orders select i, i % 200 + 1, i % 50, '2026-01-01'::timestamptz + i * interval '1 hour' from generate_series(1, 2000) i;
            """;

    private Sheets() {}

    /** The same but for its names: no cache knows it. */
    static String of(int number) {
        return """
                SET lock_timeout = '2s';
                ALTER TABLE orders ADD COLUMN note_%1$d text;
                CREATE INDEX CONCURRENTLY orders_customer_%1$d ON orders (customer_id, created DESC) WHERE total > %1$d;
                UPDATE orders SET total = total * 1.1 WHERE id BETWEEN %1$d AND %1$d + 100 AND customer_id IN (SELECT id FROM customers WHERE name LIKE 'a%%');
                ALTER TABLE orders ADD CONSTRAINT positive_%1$d CHECK (total >= 0) NOT VALID;
                """
                .formatted(number);
    }

    /** Statement by statement. */
    static List<String> statements(int number) {
        return of(number).strip().lines().map(line -> line.substring(0, line.length() - 1)).toList();
    }
}
