package dev.plangate.pipeline.config;

import java.util.List;

/** Where /livez, /readyz and /metrics answer. Port 0 takes a free one. */
public record HttpSettings(String host, int port) {
    static final Key<String> HOST = Key.of("http.host", Kind.text("an address of this machine"), "0.0.0.0",
            "Address on which /livez, /readyz and /metrics answer.");
    static final Key<Integer> PORT = Key.whole("http.port", 8080, 0, 65535, "Their port; 0 takes a free one.");
    static final List<Key<?>> KEYS = List.of(HOST, PORT);

    static HttpSettings read(Values values) {
        return new HttpSettings(values.get(HOST), values.get(PORT));
    }
}
