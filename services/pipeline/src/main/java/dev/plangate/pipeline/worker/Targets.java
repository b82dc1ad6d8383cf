package dev.plangate.pipeline.worker;

import dev.plangate.checks.Instance;
import dev.plangate.checks.Instances;

/** What the worker knows of a target's instance. */
public interface Targets {
    /** PRODUCTION, STAGING ...; empty when the instance is not known. */
    String environment(String instance);

    /** POSTGRES ...; empty when the instance is not known. */
    String engine(String instance);

    /** What instances.yaml says. */
    static Targets of(Instances instances) {
        return new Targets() {
            @Override
            public String environment(String instance) {
                return instances.find(instance).map(Instance::environment).orElse("");
            }

            @Override
            public String engine(String instance) {
                return instances.find(instance).map(found -> found.engine().name()).orElse("");
            }
        };
    }
}
