package dev.plangate.bench.torture.process;

import dev.plangate.standalone.broker.BrokerMember;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a broker's process is told on its command line. */
public final class BrokerArguments {
    private BrokerArguments() {}

    /** The arguments of {@link ChildMain}. */
    public static List<String> of(Path dir, String clusterId, int id, List<BrokerMember> all) {
        return Stream.concat(Stream.of("broker", dir.toString(), clusterId, Integer.toString(id)),
                all.stream().map(BrokerArguments::text)).toList();
    }

    static List<BrokerMember> members(String[] texts) {
        return Arrays.stream(texts).map(BrokerArguments::member).toList();
    }

    private static String text(BrokerMember member) {
        return IntStream.of(member.id(), member.port(), member.controllerPort(), member.proxiedPort(),
                member.advertisedPort()).mapToObj(Integer::toString).collect(Collectors.joining(":"));
    }

    private static BrokerMember member(String text) {
        int[] numbers = Arrays.stream(text.split(":", -1)).mapToInt(Integer::parseInt).toArray();
        return new BrokerMember(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
