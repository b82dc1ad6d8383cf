package dev.plangate.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every message, field, oneof, enum and enum value of the schema says what it is. */
class SchemaCommentsTest {

    private static final Path DESCRIPTORS = Path
            .of("target/generated-resources/protobuf/descriptor-sets/plangate.protobin");

    /**
     * Paths alternate between a list's field number in descriptor.proto and an index: of a file 4 messages and 5 enums; of
     * a message 2 fields, 3 messages, 4 enums and 8 oneofs; of an enum 2 values.
     */
    private static final Pattern DECLARATION = Pattern
            .compile("4/\\d+(/3/\\d+)*(/2/\\d+|/8/\\d+|/4/\\d+(/2/\\d+)?)?|5/\\d+(/2/\\d+)?");

    @Test
    void everythingHasAComment() throws IOException {
        FileDescriptorSet files = FileDescriptorSet.parseFrom(Files.readAllBytes(DESCRIPTORS));

        List<String> silent = files.getFileList().stream().filter(file -> file.getPackage().equals("plangate.v1"))
                .flatMap(file -> file.getSourceCodeInfo().getLocationList().stream()
                        .filter(at -> isDeclaration(at.getPathList()))
                        .filter(at -> (at.getLeadingComments() + at.getTrailingComments()).isBlank())
                        .map(at -> file.getName() + ":" + (at.getSpan(0) + 1)))
                .toList();

        assertThat(files.getFileCount()).isGreaterThan(10);
        assertThat(silent).isEmpty();
    }

    private static boolean isDeclaration(List<Integer> path) {
        return DECLARATION.matcher(path.stream().map(String::valueOf).collect(joining("/"))).matches();
    }
}
