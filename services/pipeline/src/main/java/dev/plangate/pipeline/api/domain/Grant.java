package dev.plangate.pipeline.api.domain;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A role for a project or for all of them.
 *
 * @param project projects/{project}; empty = all
 */
public record Grant(Role role, Optional<String> project) {
    private static final Pattern TEXT = Pattern.compile("([a-z]{1,20})(?:@(projects/[a-z][a-z0-9-]{0,62}))?");
    private static final String ROLES = Arrays.stream(Role.values()).map(Role::label).collect(Collectors.joining(", "));

    /**
     * Reads {@code viewer} (for all projects) or {@code operator@projects/shop}.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static Grant parse(String text) {
        Matcher match = TEXT.matcher(text);
        Optional<Role> role = match.matches()
                ? Arrays.stream(Role.values()).filter(each -> each.label().equals(match.group(1))).findFirst()
                : Optional.empty();
        return new Grant(role.orElseThrow(() -> new IllegalArgumentException(
                "a role should be one of %s, for one project as in operator@projects/shop".formatted(ROLES))),
                Optional.ofNullable(match.group(2)));
    }

    boolean covers(Need need) {
        return role.includes(need.role())
                && (project.isEmpty() || project.equals(need.project()));
    }
}
