package dev.plangate.checks.rule;

/**
 * What a rule is, for people and for policies.
 *
 * @param name as policies name it: "require-lock-timeout"; never changes
 * @param code number of its findings; never changes and is never used again
 * @param level of a finding when nothing is known of the target and no policy says otherwise
 * @param summary what it finds, one sentence
 * @param danger why that is dangerous: which lock, and for how long
 */
public record RuleInfo(String name, int code, Level level, String summary, String danger) {}
