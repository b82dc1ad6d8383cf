package dev.plangate.checks;

import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The JDBC URL of an instance, from its url or from host and port. */
final class InstanceUrl {
    private final BiConsumer<Node, String> mistakes;

    InstanceUrl(BiConsumer<Node, String> mistakes) {
        this.mistakes = mistakes;
    }

    String of(Node owner, String name, Node url, Node host, Node port, Engine engine) {
        if (url instanceof ScalarNode given) {
            if (host != null || port != null) {
                mistakes.accept(url, "instance " + name + " has both url and host or port: keep one");
            }
            check(given, name, engine);
            return given.getValue();
        }
        if (!(host instanceof ScalarNode at) || !at.getValue().matches("[A-Za-z0-9.:_\\[\\]-]+")) {
            mistakes.accept(host == null ? owner : host,
                    "instance " + name + " needs url (a JDBC URL with " + Instance.PLACEHOLDER + ") or host and port");
            return Instance.PLACEHOLDER;
        }
        String number = port instanceof ScalarNode scalar ? scalar.getValue() : isMySql(engine) ? "3306" : "5432";
        if (!number.matches("[1-9][0-9]{0,4}")) {
            mistakes.accept(port, "instance " + name + ": port must be a number, got '" + number + "'");
        }
        return (isMySql(engine) ? "jdbc:mariadb://" : "jdbc:postgresql://") + at.getValue() + ":" + number + "/"
                + Instance.PLACEHOLDER;
    }

    private void check(ScalarNode node, String name, Engine engine) {
        String url = node.getValue();
        if (!url.contains(Instance.PLACEHOLDER)) {
            mistakes.accept(node, "instance " + name + ": url must contain " + Instance.PLACEHOLDER
                    + " where the database's name goes");
        }
        if (isMySql(engine)) {
            checkMySql(node, name);
            return;
        }
        if (engine != Engine.POSTGRES) {
            return;
        }
        if (!url.matches("jdbc:postgresql://[^/?@]*/\\{database}(\\?.*)?")) {
            mistakes.accept(node, "instance " + name + ": url must look like jdbc:postgresql://host:5432/"
                    + Instance.PLACEHOLDER + "?sslmode=require");
        }
        for (String key : UrlParameters.refused(url)) {
            mistakes.accept(node,
                    "instance " + name + ": url must not set " + key
                            + (key.equals("password")
                                    ? ": name its environment variable by passwordEnv or its file by passwordFile"
                                    : "; it may set " + UrlParameters.allowed()));
        }
    }

    private static boolean isMySql(Engine engine) {
        return engine == Engine.MYSQL || engine == Engine.MARIADB;
    }

    private void checkMySql(ScalarNode node, String name) {
        String url = node.getValue();
        if (!url.matches("jdbc:(mysql|mariadb)://[^/?@]*/\\{database}(\\?.*)?")) {
            mistakes.accept(node, "instance " + name + ": url must look like jdbc:mariadb://host:3306/"
                    + Instance.PLACEHOLDER + "?sslMode=verify-full");
        }
        for (String key : UrlParameters.refusedOfMySql(url)) {
            mistakes.accept(node, "instance " + name + ": url must not set " + key + "; it may set "
                    + UrlParameters.allowedOfMySql());
        }
    }
}
