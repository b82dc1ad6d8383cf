package dev.plangate.pipeline.webhooks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.pipeline.webhooks.domain.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST by HTTP/1.1 on a connection of its own, to an address that was judged before: no client of the JDK can be told which
 * address to connect to. There is no proxy, no redirect and no cookie; of the answer the head is read, at most 16 KiB, and never
 * the body.
 */
final class HttpPost {
    private static final int LONGEST_HEAD = 16 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final Pattern RETRY_AFTER = Pattern.compile("(?im)^retry-after:[ \\t]*([0-9]{1,6})[ \\t]*$");

    private final SSLSocketFactory tls;

    /** @param tls decides whom to trust; names are verified whatever it does */
    HttpPost(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /**
     * Sends to the first address that can be connected to.
     *
     * @param headers besides those of HTTP itself
     * @param patience for one address to answer a connection
     * @param opened   told of each socket before it connects: closing it ends everything
     * @throws IOException there was no answer
     */
    Answer.Status send(Destination.Open to, Map<String, String> headers, String body, Duration patience,
            Consumer<Socket> opened) throws IOException {
        IOException failure = null;
        for (InetAddress address : to.addresses()) {
            // With NO_PROXY: a plain socket asks the JVM's settings for a SOCKS proxy, which would resolve and connect for us.
            try (Socket socket = new Socket(Proxy.NO_PROXY)) {
                opened.accept(socket);
                try {
                    socket.connect(new InetSocketAddress(address, to.port()), Math.toIntExact(patience.toMillis()));
                } catch (IOException e) {
                    failure = e;
                    continue;
                }
                socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
                if (!to.encrypted()) {
                    return talk(socket, to, headers, body);
                }
                try (SSLSocket secured = secured(socket, to)) {
                    return talk(secured, to, headers, body);
                }
            }
        }
        throw failure == null ? new ProtocolException("there is no address") : failure;
    }

    private SSLSocket secured(Socket socket, Destination.Open to) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, to.host(), to.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static Answer.Status talk(Socket socket, Destination.Open to, Map<String, String> headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(head(to, headers, bytes.length).getBytes(ISO_8859_1));
        out.write(bytes);
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int room = LONGEST_HEAD;
        while (true) {
            String head = head(in, room);
            Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
            if (!status.matches()) {
                throw new ProtocolException("the answer is not HTTP/1.1");
            }
            // 1xx announce an answer, and are none.
            if (status.group(1).charAt(0) != '1') {
                Matcher retryAfter = RETRY_AFTER.matcher(head);
                return new Answer.Status(Integer.parseInt(status.group(1)), retryAfter.find()
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter.group(1))))
                        : Optional.empty());
            }
            room -= head.length();
        }
    }

    private static String head(Destination.Open to, Map<String, String> headers, int length) {
        String path = to.uri().getRawPath().isEmpty() ? "/" : to.uri().getRawPath();
        String query = to.uri().getRawQuery() == null ? "" : "?" + to.uri().getRawQuery();
        var head = new StringBuilder("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
        // As the URL has it: with its port if it names one, and the brackets of an IPv6 address.
        line(head, "Host", to.uri().getRawAuthority());
        line(head, "User-Agent", "plangate");
        line(head, "Content-Length", Integer.toString(length));
        line(head, "Connection", "close");
        headers.forEach((name, value) -> line(head, name, value));
        return head.append("\r\n").toString();
    }

    private static void line(StringBuilder head, String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a header with a control character: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Up to the empty line. */
    private static String head(InputStream in, int room) throws IOException {
        var head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection was closed before the answer");
            }
            if (head.size() >= room) {
                throw new ProtocolException("the head of the answer is longer than %d bytes".formatted(LONGEST_HEAD));
            }
            head.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return head.toString(ISO_8859_1);
    }
}
