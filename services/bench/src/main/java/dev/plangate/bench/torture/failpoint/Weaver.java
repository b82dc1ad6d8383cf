package dev.plangate.bench.torture.failpoint;

import dev.plangate.bench.torture.clock.ClockCalls;
import dev.plangate.bench.torture.clock.ClockReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Makes a jar of classes of the product with failpoints, mutations and a clock that can be moved woven in. It stands before the
 * product's own jars on the class path of the harness's processes: unlike an agent it costs nothing at their start, and an archive
 * of classes holds them.
 */
public final class Weaver {
    private static final ClassDesc FAILPOINTS = ClassDesc.of(Failpoints.class.getName());
    private static final MethodTypeDesc TAKES_TEXT = MethodTypeDesc.of(ConstantDescs.CD_void,
            ConstantDescs.CD_String);

    private final Map<String, byte[]> classes = new LinkedHashMap<>();

    private Weaver() {}

    /**
     * Weaves all failpoints, and the clock.
     *
     * @throws IllegalStateException when the product has no such class, method or text any more, or nobody asks for the time
     */
    public static Weaver of(Collection<Mutation> mutations) {
        var weaver = new Weaver();
        mutations.forEach(mutation -> mutation.changes().forEach(change -> weaver.transform(change.className(),
                change::apply)));
        for (Failpoint point : Failpoint.values()) {
            weaver.weave(point.className(), point.method(), point.place(), builder -> builder
                    .loadConstant(point.name()).invokestatic(FAILPOINTS, "reached", TAKES_TEXT));
        }
        weaver.weave("dev.plangate.db.RunQueue", "claim", Failpoint.Place.ENTRY,
                builder -> builder.aload(1).invokestatic(FAILPOINTS, "owner", TAKES_TEXT));
        weaver.weave("dev.plangate.db.PartLeases", "fairShare", Failpoint.Place.ENTRY,
                builder -> builder.aload(1).invokestatic(FAILPOINTS, "owner", TAKES_TEXT));
        ClockReaders.names().forEach(reader -> weaver.transform(reader, ClockCalls::moved));
        return weaver;
    }

    /** A jar of the classes; the same bytes for the same classes. */
    public byte[] jar() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(bytes)) {
            for (var entry : classes.entrySet()) {
                var file = new JarEntry(path(entry.getKey()));
                file.setTime(0);
                out.putNextEntry(file);
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Insert {
        void into(CodeBuilder builder);
    }

    private void weave(String className, String method, Failpoint.Place place, Insert insert) {
        transform(className, model -> {
            long found = model.methods().stream()
                    .filter(m -> m.methodName().equalsString(method) && m.code().isPresent()).count();
            if (found != 1) {
                throw new IllegalStateException(
                        "%s has %d methods %s; the failpoint there needs exactly one".formatted(className, found,
                                method));
            }
            return ClassFile.of().transformClass(model, ClassTransform.transformingMethodBodies(
                    m -> m.methodName().equalsString(method), code(place, insert)));
        });
    }

    private static CodeTransform code(Failpoint.Place place, Insert insert) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder builder) {
                if (place == Failpoint.Place.ENTRY) {
                    insert.into(builder);
                }
            }

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                if (place == Failpoint.Place.RETURN && element instanceof ReturnInstruction) {
                    insert.into(builder);
                }
                builder.with(element);
            }
        };
    }

    interface Transformation {
        byte[] of(ClassModel model);
    }

    private void transform(String className, Transformation transformation) {
        byte[] before = classes.computeIfAbsent(className, Weaver::original);
        classes.put(className, transformation.of(ClassFile.of().parse(before)));
    }

    private static byte[] original(String className) {
        try (InputStream in = Weaver.class.getClassLoader().getResourceAsStream(path(className))) {
            if (in == null) {
                throw new IllegalStateException("there is no class %s to weave into".formatted(className));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String className) {
        return className.replace('.', '/') + ".class";
    }
}
