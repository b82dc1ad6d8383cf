package dev.plangate.standalone.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo does: chapters of files that are submitted, and how plans are to stand after each. */
record Story(List<Chapter> chapters) {
    private static final String SHOP = "projects/shop/plans/";
    private static final String PAYMENTS = "projects/shop-payments/plans/";
    private static final String STOCK = "projects/shop-stock/plans/";

    /**
     * A step.
     *
     * @param title for people
     * @param samples submitted in this order
     * @param outcomes awaited
     */
    record Chapter(String title, List<String> samples, List<Expectation> outcomes) {}

    /** The last expectation of each plan, in the order in which they come up first. */
    List<Expectation> endings() {
        var endings = new LinkedHashMap<String, Expectation>();
        chapters.forEach(chapter -> chapter.outcomes().forEach(outcome -> endings.put(outcome.plan(), outcome)));
        return List.copyOf(endings.values());
    }

    static Story ofSamples() {
        return new Story(List.of(
                new Chapter("Projects, plans and issues are submitted",
                        List.of("01-project", "02-safe-plan", "03-dangerous-plan", "04-syntax-error",
                                "05-database-group", "06-plan-with-approval", "08-approved-too-early",
                                "11-approval-rules"),
                        List.of(
                                new Expectation(SHOP + "add-customer-locale", "A safe change rolls out by itself.",
                                        "ROLLED_OUT", 1, Map.of(), 1),
                                new Expectation(SHOP + "index-orders", "A dangerous change is stopped by its checks.",
                                        "BLOCKED", 1,
                                        Map.of("CHECKS_PASSED", "FAILS", "ISSUE_OPEN", "HOLDS"), 2),
                                new Expectation(SHOP + "rename-sku", "A syntax error is found before anybody runs it.",
                                        "BLOCKED", 1, Map.of("CHECKS_PASSED", "FAILS"), 1),
                                new Expectation(SHOP + "index-products-everywhere",
                                        "A change of a database group is checked on every database.", "ROLLED_OUT", 1,
                                        Map.of(), 3),
                                new Expectation(PAYMENTS + "note-refunds",
                                        "A change that needs an approval waits for it.", "BLOCKED", 1,
                                        Map.of("CHECKS_PASSED", "HOLDS", "APPROVED", "FAILS"), 1)
                                        .asking("HIGH", "", "roles/projectOwner", "roles/workspaceDBA"),
                                new Expectation(PAYMENTS + "split-provider",
                                        "An approval does not outweigh failed checks.", "BLOCKED", 1,
                                        Map.of("CHECKS_PASSED", "FAILS", "APPROVED", "HOLDS"), 1),
                                new Expectation(STOCK + "correct-title", "A rule asks nobody.", "BLOCKED", 1,
                                        Map.of("CHECKS_PASSED", "HOLDS", "APPROVED", "FAILS"), 1)
                                        .asking("LOW", "few-rows"),
                                new Expectation(STOCK + "correct-payments", "A rule asks two roles, in their order.",
                                        "BLOCKED", 1, Map.of("CHECKS_PASSED", "HOLDS", "APPROVED", "FAILS"), 1)
                                        .asking("HIGH", "money", "roles/projectOwner", "roles/dba"),
                                new Expectation(STOCK + "backfill", "Whatever nobody knows asks for the most.",
                                        "BLOCKED", 1, Map.of("CHECKS_PASSED", "HOLDS", "APPROVED", "FAILS"), 1)
                                        .asking("HIGH", "", "roles/projectOwner", "roles/workspaceDBA", "roles/dba"))),
                new Chapter("Plans are approved: by nobody, by two, by its author; one is edited after its approval",
                        List.of("07-approval", "09-edited-after-approval", "12-approved-by-roles"),
                        List.of(
                                new Expectation(PAYMENTS + "note-refunds", "Approved, it rolls out.", "ROLLED_OUT", 1,
                                        Map.of(), 1),
                                new Expectation(PAYMENTS + "split-provider",
                                        "The approval of an earlier revision does not count.", "BLOCKED", 2,
                                        Map.of("CHECKS_PASSED", "HOLDS", "APPROVED", "FAILS"), 1),
                                new Expectation(STOCK + "correct-title", "Freed from approval by a rule, it rolls out.",
                                        "ROLLED_OUT", 1, Map.of(), 1).asking("LOW", "few-rows"),
                                new Expectation(STOCK + "correct-payments", "Approved by both roles, it rolls out.",
                                        "ROLLED_OUT", 1, Map.of(), 1)
                                        .asking("HIGH", "money", "roles/projectOwner", "roles/dba"),
                                new Expectation(STOCK + "backfill",
                                        "Nobody knows what it does, and its author alone has approved it.", "BLOCKED",
                                        1, Map.of("CHECKS_PASSED", "HOLDS", "APPROVED", "FAILS"), 1)
                                        .asking("HIGH", "", "roles/projectOwner", "roles/workspaceDBA", "roles/dba"))),
                new Chapter("The edited plan is approved again", List.of("10-approved-again"),
                        List.of(new Expectation(PAYMENTS + "split-provider",
                                "Edited after its approval, approved again, it rolls out.", "ROLLED_OUT", 2, Map.of(),
                                1)))));
    }
}
