package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Dialect;
import java.util.Set;

/**
 * What a rule is, for people and for policies. Its page of documentation is made of this.
 *
 * @param name as policies name it: "require-lock-timeout"; never changes
 * @param code number of its findings; never changes and is never used again
 * @param level of a finding when nothing is known of the target and no policy says otherwise
 * @param on whether it applies when no policy names it: rules of style do not
 * @param versions of the server that it applies to
 * @param summary what it finds, one sentence
 * @param danger why that is dangerous: which lock, and for how long
 * @param instead what to do instead, in words; a finding has the SQL for its own statement
 * @param example empty texts when there is none
 * @param dialects of the servers that it is about; a name may stand for a rule of each kind of server
 */
public record RuleInfo(String name, int code, Level level, boolean on, Versions versions, String summary,
        String danger, String instead, Example example, Set<Dialect> dialects) {
    public RuleInfo {
        dialects = Set.copyOf(dialects);
    }

    /** A script that the rule finds something in, and one that does the same safely. Without a catalog. */
    public record Example(String dangerous, String safe) {}

    /** A rule for all versions of PostgreSQL that applies by default, without advice and example. */
    public RuleInfo(String name, int code, Level level, String summary, String danger) {
        this(name, code, level, true, Versions.ALL, summary, danger, "", new Example("", ""),
                Set.of(Dialect.POSTGRES));
    }

    /** The same, applied only where a policy names it. */
    public RuleInfo offByDefault() {
        return new RuleInfo(name, code, level, false, versions, summary, danger, instead, example, dialects);
    }

    /** The same for some versions of the server. */
    public RuleInfo on(Versions these) {
        return new RuleInfo(name, code, level, on, these, summary, danger, instead, example, dialects);
    }

    /** The same with advice. */
    public RuleInfo instead(String advice) {
        return new RuleInfo(name, code, level, on, versions, summary, danger, advice, example, dialects);
    }

    /** The same with an example. */
    public RuleInfo example(String dangerous, String safe) {
        return new RuleInfo(name, code, level, on, versions, summary, danger, instead, new Example(dangerous, safe),
                dialects);
    }

    /** The same for other servers. */
    public RuleInfo of(Set<Dialect> these) {
        return new RuleInfo(name, code, level, on, versions, summary, danger, instead, example, these);
    }
}
