package dev.plangate.pipeline.webhooks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.plangate.pipeline.webhooks.domain.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets, of which some mean no good. */
@Timeout(60)
class HttpPostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private final HttpPost post = new HttpPost((SSLSocketFactory) SSLSocketFactory.getDefault());
    @TempDir
    private Path directory;

    @Test
    void sendsWhatItIsGivenToTheAddressAndNamesTheHostOfTheUrl() throws IOException {
        try (var receiver = new Receiver()) {
            var to = open("http://hooks.example.com:%d/a%%20b?c=d".formatted(receiver.port()), receiver.port());

            assertThat(send(to)).isEqualTo(new Answer.Status(204, Optional.empty()));

            assertThat(receiver.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/a%20b?c=d");
                assertThat(request.body()).isEqualTo("{\"a\":\"\u00e9\"}");
                assertThat(request.headers().getFirst("Host")).isEqualTo("hooks.example.com:" + receiver.port());
                assertThat(request.id()).isEqualTo("1");
            });
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNobodyIsAskedAnythingElse() throws IOException {
        try (var receiver = new Receiver(); var inside = new Receiver()) {
            receiver.behaves(exchange -> {
                exchange.getResponseHeaders().set("Location", inside.url());
                exchange.sendResponseHeaders(307, -1);
            });

            assertThat(send(open(receiver.url(), receiver.port())).status()).isEqualTo(307);
            assertThat(inside.requests()).isEmpty();
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void whenToComeBackIsTakenFromTheAnswer() throws IOException {
        try (var receiver = new Receiver()) {
            receiver.behaves(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "120");
                exchange.sendResponseHeaders(503, -1);
            });
            assertThat(send(open(receiver.url(), receiver.port())))
                    .isEqualTo(new Answer.Status(503, Optional.of(Duration.ofMinutes(2))));
        }
    }

    @Test
    void aBodyWithoutEndIsNotRead() throws Exception {
        try (var server = new Evil(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
            while (true) {
                out.write(new byte[8192]);
            }
        })) {
            assertThat(send(server.destination()).status()).isEqualTo(200);
        }
    }

    @Test
    void aHeadWithoutEndIsNotRead() throws Exception {
        try (var server = new Evil(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
            while (true) {
                out.write("X: y\r\n".getBytes(ISO_8859_1));
            }
        })) {
            assertThatThrownBy(() -> send(server.destination())).isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than 16384 bytes");
        }
    }

    @Test
    void announcementsWithoutEndAreNotWaitedFor() throws Exception {
        try (var server = new Evil(out -> {
            while (true) {
                out.write("HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(ISO_8859_1));
            }
        })) {
            assertThatThrownBy(() -> send(server.destination())).isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than 16384 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n",
            "HTTP/1.0 202 Accepted\r\n\r\n", "HTTP/1.1 202\r\n\r\n", "HTTP/1.1 202 \n\n"})
    void whatReceiversAnswerIsUnderstood(String answer) throws Exception {
        try (var server = new Evil(out -> out.write(answer.getBytes(ISO_8859_1)))) {
            assertThat(send(server.destination()).status()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.6\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n",
            "+OK redis\r\n\r\n"})
    void whatIsNoAnswerIsNone(String answer) throws Exception {
        try (var server = new Evil(out -> out.write(answer.getBytes(ISO_8859_1)))) {
            assertThatThrownBy(() -> send(server.destination())).isInstanceOf(IOException.class);
        }
    }

    /** A byte now and then keeps every single read alive: only the time of the whole attempt ends it. */
    @Test
    void whoAnswersByteByByteIsEndedFromOutside() throws Exception {
        var tick = new CountDownLatch(1);
        try (var server = new Evil(out -> {
            for (int i = 0; i < 4_000 && !await(tick, 50); i++) {
                out.write('H');
                out.flush();
            }
        }); var deadlines = new Deadlines(); var deadline = deadlines.begin(Duration.ofMillis(300))) {
            assertThatThrownBy(
                    () -> post.send(server.destination(), headers(), "{}", PATIENCE, deadline::watch))
                    .isInstanceOf(IOException.class).hasMessageNotContaining("longer");
            assertThat(deadline.over()).isTrue();
            tick.countDown();
        }
    }

    @Test
    void whoTakesTheConnectionAndSaysNothingIsEndedFromOutside() throws Exception {
        var never = new CountDownLatch(1);
        try (var server = new Evil(_ -> await(never));
                var deadlines = new Deadlines();
                var deadline = deadlines.begin(Duration.ofMillis(300))) {
            assertThatThrownBy(
                    () -> post.send(server.destination(), headers(), "{}", PATIENCE, deadline::watch))
                    .isInstanceOf(IOException.class);
            assertThat(deadline.over()).isTrue();
            never.countDown();
        }
    }

    @Test
    void theSettingsOfTheJvmSendNobodyThroughAProxy() throws IOException {
        System.setProperty("socksProxyHost", "127.0.0.1");
        System.setProperty("socksProxyPort", "1");
        // Without it the JVM leaves out loopback, and with it the test.
        System.setProperty("socksNonProxyHosts", "");
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        try (var receiver = new Receiver()) {
            assertThat(send(open(receiver.url(), receiver.port())).status()).isEqualTo(204);
        } finally {
            List.of("socksProxyHost", "socksProxyPort", "socksNonProxyHosts", "http.proxyHost", "http.proxyPort")
                    .forEach(System::clearProperty);
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneDoesNotConnect() throws IOException {
        try (var receiver = new Receiver()) {
            var to = new Destination.Open(URI.create(receiver.url()), "127.0.0.1", receiver.port(),
                    List.of(InetAddress.ofLiteral("127.0.0.2"), LOOPBACK));
            assertThat(send(to).status()).isEqualTo(204);
        }
    }

    /** A certificate that is trusted, and is somebody else's. */
    @Test
    void theCertificateHasToBeThatOfTheHost() throws Exception {
        SSLContext trusting = context();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var tls = new HttpPost(trusting.getSocketFactory());
            int port = server.getAddress().getPort();
            assertThat(tls.send(open("https://hooks.example.com:" + port, port), headers(), "{}", PATIENCE, _ -> {})
                    .status()).isEqualTo(204);
            assertThatThrownBy(
                    () -> tls.send(open("https://evil.example.com:" + port, port), headers(), "{}", PATIENCE, _ -> {}))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> send(open("https://hooks.example.com:" + port, port)))
                    .as("nobody trusts who signs for himself").isInstanceOf(SSLException.class);
        } finally {
            server.stop(0);
        }
    }

    private Answer.Status send(Destination.Open to) throws IOException {
        return post.send(to, headers(), "{\"a\":\"\u00e9\"}", PATIENCE, _ -> {});
    }

    private static Map<String, String> headers() {
        return Map.of("webhook-id", "1");
    }

    private static Destination.Open open(String url, int port) {
        URI uri = URI.create(url);
        return new Destination.Open(uri, uri.getHost(), port, List.of(LOOPBACK));
    }

    private SSLContext context() throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-alias", "x", "-dname", "CN=hooks.example.com", "-ext",
                "san=dns:hooks.example.com", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass",
                "changeit").redirectErrorStream(true).start();
        assertThat(new String(keytool.getInputStream().readAllBytes(), ISO_8859_1)).as("keytool").isNotNull();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("x", keys.getCertificate("x"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void await(CountDownLatch latch) {
        await(latch, 60_000);
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes one connection, reads the head of the request, and writes what it likes. */
    private static final class Evil implements AutoCloseable {
        private interface Speech {
            void to(OutputStream out) throws IOException;
        }

        private final ServerSocket server;

        Evil(Speech speech) throws IOException {
            server = new ServerSocket(0, 1, LOOPBACK);
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    speech.to(socket.getOutputStream());
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The other side has had enough.
                }
            });
        }

        Destination.Open destination() {
            return open("http://127.0.0.1:" + server.getLocalPort(), server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
