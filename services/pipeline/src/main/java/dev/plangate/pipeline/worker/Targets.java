package dev.plangate.pipeline.worker;

/** What the worker knows of a target's instance. */
public interface Targets {
    /** PRODUCTION, STAGING ...; empty when the instance is not known. */
    String environment(String instance);

    /** POSTGRES ...; empty when the instance is not known. */
    String engine(String instance);
}
