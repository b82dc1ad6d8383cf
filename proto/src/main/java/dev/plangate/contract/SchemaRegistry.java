package dev.plangate.contract;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Map;

/** Where the schemas of values are published, so that any Confluent-compatible client can read them. Thread-safe. */
public interface SchemaRegistry extends AutoCloseable {

    /**
     * The id of the message type's schema under the subject; registers the schema, and those it imports, when the
     * registry does not have them yet. Asked once for each subject and type, then remembered.
     *
     * @throws SchemaRefused if the registry will not have it
     * @throws RegistryUnavailable if no registry answers
     */
    int register(String subject, Descriptor type);

    /** Ends connections. Ids that were handed out stay good. */
    @Override
    void close();

    /**
     * Connects to a registry; nothing is sent yet.
     *
     * @param urls one or several base URLs of the same registry, separated by commas; {@code mock://scope} is a registry
     *     inside this JVM, whose ids are shared by all who name the same scope
     * @param config by Confluent's names, each optional: see {@link RegistrySettings}
     * @throws IllegalArgumentException if a URL or a setting is wrong
     */
    static SchemaRegistry connect(String urls, Map<String, String> config) {
        if (urls.startsWith(MockRegistry.SCHEME)) {
            return MockRegistry.named(urls);
        }
        return new RestRegistry(RegistrySettings.of(urls, config));
    }
}
