package dev.plangate.checks.target;

import dev.plangate.checks.target.TargetProblem.Kind;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;

/** Turns what the driver threw into words. */
final class TargetProblems {
    private TargetProblems() {}

    static TargetProblem connecting(TargetAddress target, Duration within, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String said = target.scrubbed(firstLine(e));
        return switch (state) {
            case "28P01", "28000",
                    "28001" ->
                new TargetProblem(Kind.LOGIN_REFUSED,
                        "Instance " + target.instance() + " refuses the user " + target.user() + " ("
                                + said + "): correct its user and password in " + target.setIn()
                                + ", or its pg_hba.conf.",
                        e);
            case "3D000" -> new TargetProblem(Kind.NO_DATABASE,
                    "Instance " + target.instance() + " has no database " + target.database()
                            + ": correct the target, or create the database.",
                    e);
            case "42501" -> new TargetProblem(Kind.LOGIN_REFUSED,
                    "The user " + target.user() + " may not connect to " + target + " (" + said
                            + "): grant it CONNECT.",
                    e);
            case "53300" -> new TargetProblem(Kind.OTHER,
                    "Instance " + target.instance() + " has no connection left (" + said
                            + "): lower its maxConcurrentChecks or raise its max_connections.",
                    e);
            case "57P03" -> new TargetProblem(Kind.UNREACHABLE,
                    "Instance " + target.instance() + " is starting up or shutting down (" + said + "): check again.",
                    e);
            default -> state.startsWith("08")
                    ? unreachable(target, within, e, said)
                    : new TargetProblem(Kind.OTHER,
                            "Instance " + target.instance() + " refuses the connection (" + state + ": " + said + ").",
                            e);
        };
    }

    private static TargetProblem unreachable(TargetAddress target, Duration within, SQLException e, String said) {
        if (caused(e, UnknownHostException.class)) {
            return new TargetProblem(Kind.UNREACHABLE,
                    "The host of instance " + target.instance() + " is not known: correct its url in " + target.setIn()
                            + ".",
                    e);
        }
        if (caused(e, SocketTimeoutException.class)) {
            return new TargetProblem(Kind.UNREACHABLE,
                    "Instance " + target.instance() + " did not answer within " + within.toMillis()
                            + " ms: see whether it is up and reachable from here.",
                    e);
        }
        return new TargetProblem(Kind.UNREACHABLE,
                "Instance " + target.instance() + " cannot be reached (" + said
                        + "): see whether it is up and its url right.",
                e);
    }

    static TargetProblem asking(TargetAddress target, SQLException e) {
        String said = target.scrubbed(firstLine(e));
        return new TargetProblem(Kind.OTHER, switch (String.valueOf(e.getSQLState())) {
            case "42501" ->
                "The user " + target.user() + " may not read the catalog of the " + target + " (" + said + ").";
            case "57014" -> "The " + target + " took too long to answer (" + said + ").";
            case "55P03" -> "Something on the " + target + " is locked by somebody else (" + said + "): check again.";
            default -> "The " + target + " failed (" + e.getSQLState() + ": " + said + ").";
        }, e);
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^(FATAL|ERROR): ", "");
    }

    private static boolean caused(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
