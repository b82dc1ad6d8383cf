package dev.plangate.bench.zombie;

import dev.plangate.bench.zombie.Report.Word;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** As tutorials write it: claim with SKIP LOCKED and a timeout, renew it, finish by id. */
final class Textbook implements Contestant {
    private static final String CLAIM = """
            update job
               set status = 'RUNNING', owner = ?, locked_until = now() + interval '2 seconds'
             where id = (select id
                           from job
                          where status = 'AVAILABLE' or (status = 'RUNNING' and locked_until < now())
                          order by id
                          limit 1
                            for update skip locked)
            returning id
            """;
    private static final String RENEW = "update job set locked_until = now() + interval '2 seconds' where id = ?";
    private static final String FINISH = "update job set status = 'DONE', result = ? where id = ?";

    @Override
    public String version() {
        return "-";
    }

    @Override
    public String settings() {
        return "lease 2 s, renewed every 0.5 s, polled every 50 ms";
    }

    @Override
    public void prepare(Access database) throws SQLException {
        database.execute("""
                create table job (
                  id bigint primary key, status text not null, owner text, locked_until timestamptz, result text);
                insert into job values (1, 'AVAILABLE')
                """);
    }

    @Override
    public void work(Access database, Body body) throws SQLException, InterruptedException {
        try (Connection connection = database.connect()) {
            body.report(Word.READY, "");
            while (true) {
                Optional<Long> job = claim(connection, body.worker());
                if (job.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(50);
                    continue;
                }
                try (Renewal _ = Renewal.every500Millis(() -> renew(database, job.get()))) {
                    body.run();
                }
                boolean finished = finish(connection, job.get(), body.worker());
                body.report(finished ? Word.ACCEPTED : Word.REFUSED, "%d row updated".formatted(finished ? 1 : 0));
            }
        }
    }

    private static Optional<Long> claim(Connection connection, String worker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, worker);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private static void renew(Access database, long job) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(RENEW)) {
            statement.setLong(1, job);
            statement.executeUpdate();
        }
    }

    private static boolean finish(Connection connection, long job, String worker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
            statement.setString(1, worker);
            statement.setLong(2, job);
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public Stored stored(Access database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select status, owner, result from job")) {
            row.next();
            return new Stored(Optional.ofNullable(row.getString(3)),
                    "%s, claimed by %s, result of %s".formatted(row.getString(1), row.getString(2), row.getString(3)));
        }
    }
}
