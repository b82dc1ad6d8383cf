package dev.plangate.bench.history.model;

/**
 * What a project demands.
 *
 * @param sampling databases that are checked per spec; 0 = all
 * @param hash     of the whole message, review policy included: equal for equal settings
 */
public record Settings(boolean requireIssueApproval, boolean requirePlanCheckNoError, long sampling, String hash) {}
