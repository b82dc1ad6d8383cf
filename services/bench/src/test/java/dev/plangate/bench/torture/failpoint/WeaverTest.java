package dev.plangate.bench.torture.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.ConstantInstruction;
import java.util.List;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is woven in finds its place in the product as it is now. */
final class WeaverTest {
    @Test
    void everyFailpointIsAMethodOfTheProduct() throws IOException {
        byte[] jar = Weaver.of(List.of()).jar();

        String woven = calls(jar);
        for (Failpoint point : Failpoint.values()) {
            assertThat(woven).contains(point.className() + "." + point.method() + " " + point.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void everyMutationChangesTheProduct(Mutation mutation) throws IOException {
        byte[] usual = Weaver.of(List.of()).jar();

        byte[] mutated = Weaver.of(List.of(mutation)).jar();

        assertThat(mutated).isNotEqualTo(usual);
        verify(mutated);
    }

    /** Each class passes the verifier of the JDK's own class file library. */
    private static void verify(byte[] jar) throws IOException {
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                assertThat(ClassFile.of().verify(in.readAllBytes())).as(entry.getName()).isEmpty();
            }
        }
    }

    private static String calls(byte[] jar) throws IOException {
        var calls = new StringBuilder();
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                var model = ClassFile.of().parse(in.readAllBytes());
                String name = model.thisClass().asInternalName().replace('/', '.');
                model.methods().forEach(method -> method.code().ifPresent(code -> code.forEach(element -> {
                    if (element instanceof ConstantInstruction constant
                            && constant.constantValue() instanceof String text) {
                        calls.append(name).append('.').append(method.methodName().stringValue()).append(' ')
                                .append(text)
                                .append('\n');
                    }
                })));
            }
        }
        return calls.toString();
    }
}
