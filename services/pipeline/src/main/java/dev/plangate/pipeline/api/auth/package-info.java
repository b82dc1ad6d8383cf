/** Who calls: from a bearer token to a caller with roles, or to the reason why not. */
package dev.plangate.pipeline.api.auth;
