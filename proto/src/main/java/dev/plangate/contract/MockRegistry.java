package dev.plangate.contract;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A registry inside this JVM, for tests: an id for each file of schemas, from 1. It refuses nothing. */
final class MockRegistry implements SchemaRegistry {

    static final String SCHEME = "mock://";

    private static final Map<String, MockRegistry> SCOPES = new ConcurrentHashMap<>();

    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    private MockRegistry() {}

    static MockRegistry named(String url) {
        return SCOPES.computeIfAbsent(url, scope -> new MockRegistry());
    }

    @Override
    public int register(String subject, Descriptor type) {
        synchronized (ids) {
            return ids.computeIfAbsent(type.getFile().getFullName(), file -> ids.size() + 1);
        }
    }

    @Override
    public void close() {}
}
