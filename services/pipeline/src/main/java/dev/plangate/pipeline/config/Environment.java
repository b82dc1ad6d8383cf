package dev.plangate.pipeline.config;

import java.util.Map;

/** The one place that reads the process's environment; everything else is handed a map. */
public final class Environment {
    private Environment() {}

    /** The variables of this process. */
    public static Map<String, String> ofProcess() {
        return System.getenv();
    }
}
