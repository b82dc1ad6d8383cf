package dev.plangate.checks.scratch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/** Opens sessions on a scratch server. */
record Sessions(ScratchServer server) {
    /** The server's own database, for making and dropping others. */
    private static final String MAINTENANCE = "postgres";

    /** As the superuser, where databases are made and dropped. */
    Connection admin(Duration longest) throws SQLException {
        return open(MAINTENANCE, server.user(), server.password(), longest);
    }

    /** As the superuser, in a clone: to look, never to run what came from elsewhere. */
    Connection adminOf(String database, Duration longest) throws SQLException {
        return open(database, server.user(), server.password(), longest);
    }

    /**
     * As somebody.
     *
     * @param longest for one answer; a server that takes longer is taken for dead
     */
    Connection open(String database, String user, String password, Duration longest) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        String seconds = String.valueOf(Math.max(1, longest.toSeconds() + 1));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", seconds);
        // One statement per message, and no rows without end: what is read is the work of hostile SQL.
        properties.setProperty("preferQueryMode", "extended");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("maxResultBuffer", "16M");
        properties.setProperty("ApplicationName", "plangate-trace");
        String url = server.url().replace(ScratchServer.PLACEHOLDER,
                URLEncoder.encode(database, StandardCharsets.UTF_8));
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("the url is none of PostgreSQL's", "08001");
        }
        return connection;
    }
}
