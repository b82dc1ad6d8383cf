package dev.plangate.pipeline.targets;

import dev.plangate.contract.Sha256;
import dev.plangate.v1.Plan.ChangeDatabase;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.ReviewPolicy.RuleSetting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Hash of what a run checks. Each text goes in behind its length, so that no two inputs run into each other. Titles, creators
 * and times are left out: they do not change what results mean.
 */
final class CheckDigest {
    private final MessageDigest digest = Sha256.begun();

    CheckDigest(ProjectSettings settings) {
        put("sampling", Integer.toString(settings.getCiSamplingSize()));
        var policy = settings.getReviewPolicy();
        put("large", Long.toString(policy.getLargeTableRows()));
        // what is not set is left out: digests of policies from before these fields stay as they were
        if (policy.getBaseValue() != 0) {
            put("base", Integer.toString(policy.getBaseValue()));
        }
        if (policy.getAffectedRowLimit() != 0) {
            put("affected", Long.toString(policy.getAffectedRowLimit()));
        }
        if (policy.hasExemptions()) {
            put("exemptions", Integer.toString(policy.getExemptions().getRulesCount()));
            policy.getExemptions().getRulesList().stream().sorted().forEach(rule -> put("exempt", rule));
        }
        policy.getRulesList().stream().sorted(Comparator.comparing(RuleSetting::getRule))
                .forEach(rule -> put("rule", rule.getRule(), Integer.toString(rule.getLevelValue())));
    }

    /** A spec with checks, and all databases that it derives, sampled or not. */
    void change(ChangeDatabase change, List<String> databases) {
        put("change", change.getSheetSha256(), change.getEnablePriorBackup() ? "backup" : "",
                change.getEnableGhost() ? "ghost" : "");
        new TreeMap<>(change.getGhostFlagsMap()).forEach((flag, value) -> put("flag", flag, value));
        databases.forEach(database -> put("target", database));
    }

    /** A spec without checks. */
    void other(String kind, String content) {
        put("other", kind, content);
    }

    String hex() {
        return Sha256.hex(digest);
    }

    private void put(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }
}
