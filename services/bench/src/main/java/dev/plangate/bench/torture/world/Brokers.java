package dev.plangate.bench.torture.world;

import dev.plangate.bench.torture.process.BrokerArguments;
import dev.plangate.bench.torture.process.Child;
import dev.plangate.bench.torture.process.JavaCommand;
import dev.plangate.bench.torture.process.Watchdog;
import dev.plangate.bench.torture.proxy.TcpProxy;
import dev.plangate.standalone.Ports;
import dev.plangate.standalone.broker.BrokerMember;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.Uuid;

/** The brokers, each a process of its own behind a proxy for the services; we come directly. */
public final class Brokers implements AutoCloseable {
    private static final int MEGABYTES = 448;

    private final Path dir;
    private final JavaCommand java;
    private final Watchdog watchdog;
    private final String clusterId = Uuid.randomUuid().toString();
    private final List<BrokerMember> members;
    private final List<TcpProxy> proxies;
    private final Map<Integer, Child> running = new TreeMap<>();

    private Brokers(Path dir, JavaCommand java, Watchdog watchdog, List<BrokerMember> members, List<TcpProxy> proxies) {
        this.dir = dir;
        this.java = java;
        this.watchdog = watchdog;
        this.members = members;
        this.proxies = proxies;
    }

    static Brokers start(int count, Path dir, JavaCommand java, Watchdog watchdog) {
        var members = new ArrayList<BrokerMember>();
        var proxies = new ArrayList<TcpProxy>();
        var ports = new HashSet<Integer>();
        for (int id = 1; id <= count; id++) {
            var proxy = TcpProxy.start("broker-" + id);
            var member = new BrokerMember(id, fresh(ports), fresh(ports), fresh(ports), proxy.port());
            proxy.target(member.proxiedPort());
            members.add(member);
            proxies.add(proxy);
        }
        var brokers = new Brokers(dir, java, watchdog, List.copyOf(members), List.copyOf(proxies));
        members.forEach(member -> brokers.start(member.id()));
        return brokers;
    }

    private static int fresh(Set<Integer> taken) {
        int port = Ports.free();
        while (!taken.add(port)) {
            port = Ports.free();
        }
        return port;
    }

    public int count() {
        return members.size();
    }

    /** Starts a broker on what it stored. */
    public void start(int id) {
        String name = "broker-" + id;
        running.put(id, Child.start(name, java.of(name, MEGABYTES, Duration.ZERO,
                BrokerArguments.of(dir.resolve(name), clusterId, id, members)), Map.of(), dir.resolve(name + ".log"),
                watchdog));
    }

    public Child broker(int id) {
        return running.get(id);
    }

    /** What all their threads do goes to their logs. */
    void printThreads() {
        running.values().forEach(Child::printThreads);
    }

    /** For us. */
    public String directly() {
        return members.stream().map(m -> "127.0.0.1:" + m.port()).collect(Collectors.joining(","));
    }

    /** For the services. */
    public String proxied() {
        return proxies.stream().map(p -> "127.0.0.1:" + p.port()).collect(Collectors.joining(","));
    }

    /** In front of the brokers, in their order. */
    public List<TcpProxy> proxies() {
        return proxies;
    }

    /** All brokers are there and every copy of every partition is in sync. */
    public boolean whole(Admin admin) {
        try {
            if (admin.describeCluster(new DescribeClusterOptions().timeoutMs(2_000)).nodes().get(3, TimeUnit.SECONDS)
                    .size() < members.size()) {
                return false;
            }
            var topics = admin.listTopics(new ListTopicsOptions().listInternal(true).timeoutMs(2_000)).names().get(3,
                    TimeUnit.SECONDS);
            return admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(2_000)).allTopicNames()
                    .get(3, TimeUnit.SECONDS).values().stream().flatMap(topic -> topic.partitions().stream())
                    .allMatch(p -> p.leader() != null && p.isr().size() == p.replicas().size());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Bootstrap servers of the harness's own clients. */
    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", directly());
    }

    /** Their numbers. */
    public List<Integer> ids() {
        return IntStream.rangeClosed(1, members.size()).boxed().toList();
    }

    @Override
    public void close() {
        proxies.forEach(TcpProxy::close);
        running.values().parallelStream().forEach(Child::kill);
    }
}
