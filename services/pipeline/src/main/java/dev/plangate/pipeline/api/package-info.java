/**
 * The API: {@code plangate.v1.PlanCheckService} as gRPC and as HTTP with JSON. It reads Postgres, asks for changes on the request
 * topics like everybody else, and is scaled by adding processes.
 */
package dev.plangate.pipeline.api;
