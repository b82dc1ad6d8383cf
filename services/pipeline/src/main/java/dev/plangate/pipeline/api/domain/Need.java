package dev.plangate.pipeline.api.domain;

import java.util.Optional;

/**
 * What a call takes.
 *
 * @param project projects/{project}; empty = the call is about all of them, and so must be the role
 */
public record Need(Role role, Optional<String> project) {
    /** For people: "operator of projects/shop". */
    public String text() {
        return role.label() + project.map(name -> " of " + name).orElse(" of all projects");
    }
}
