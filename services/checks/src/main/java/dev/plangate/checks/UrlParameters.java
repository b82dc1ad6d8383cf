package dev.plangate.checks;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Which parameters a target's JDBC URL may set. Pure. */
public final class UrlParameters {
    /** Others could carry a password, load classes or switch off the protocol on which the safety of EXPLAIN stands (preferQueryMode). */
    private static final Set<String> ALLOWED = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "sslNegotiation",
            "channelBinding", "gssEncMode", "targetServerType", "hostRecheckSeconds", "loadBalanceHosts",
            "tcpKeepAlive", "ApplicationName");

    /** Of MySQL and MariaDB. Others could send several statements at once, read files of this machine, run SQL of their own or carry a password. */
    private static final Set<String> OF_MYSQL = Set.of("sslMode", "serverSslCert", "enabledSslProtocolSuites",
            "enabledSslCipherSuites", "tcpKeepAlive", "useCompression");

    private UrlParameters() {}

    /** Names that a URL sets and must not; of what is no name, and may be a secret, "what is no parameter". */
    public static List<String> refused(String url) {
        return refused(url, ALLOWED);
    }

    /** The same of a URL of MySQL or MariaDB. */
    public static List<String> refusedOfMySql(String url) {
        return refused(url, OF_MYSQL);
    }

    private static List<String> refused(String url, Set<String> allowed) {
        int query = url.indexOf('?');
        return query < 0
                ? List.of()
                : Arrays.stream(url.substring(query + 1).split("&", -1)).map(part -> part.replaceFirst("(?s)=.*", ""))
                        .filter(key -> !allowed.contains(key))
                        .map(key -> key.matches("[A-Za-z]{1,40}") ? key : "what is no parameter").toList();
    }

    /** All names that may be set, in alphabetical order. */
    public static List<String> allowed() {
        return ALLOWED.stream().sorted().toList();
    }

    /** The same of MySQL and MariaDB. */
    public static List<String> allowedOfMySql() {
        return OF_MYSQL.stream().sorted().toList();
    }
}
