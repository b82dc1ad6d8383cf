package dev.plangate.bench.torture.failpoint;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One change of one class, at least one place of which it must find. */
sealed interface Change {
    String className();

    byte[] apply(ClassModel model);

    /** In every text constant of a method, a fragment is replaced. */
    record Text(String className, String method, String fragment, String replacement) implements Change {
        @Override
        public byte[] apply(ClassModel model) {
            var found = new AtomicInteger();
            CodeTransform code = (builder, element) -> {
                if (element instanceof ConstantInstruction constant && constant.constantValue() instanceof String text
                        && text.contains(fragment)) {
                    found.incrementAndGet();
                    builder.loadConstant(text.replace(fragment, replacement));
                } else {
                    builder.with(element);
                }
            };
            return checked(found, ClassFile.of().transformClass(model, ClassTransform.transformingMethodBodies(
                    m -> m.methodName().equalsString(method) || m.methodName().stringValue().startsWith(
                            "lambda$" + method + "$"),
                    code)));
        }

        private byte[] checked(AtomicInteger found, byte[] changed) {
            if (found.get() == 0) {
                throw new IllegalStateException(
                        "%s.%s has no text with '%s': the mutation has no target".formatted(className, method,
                                fragment));
            }
            return changed;
        }
    }

    /** A method does nothing. */
    record Nothing(String className, String method) implements Change {
        @Override
        public byte[] apply(ClassModel model) {
            return new Body(className, method).replace(model, CodeBuilder::return_);
        }
    }

    /** A test of all elements of a stream, within a method, is always passed. */
    record AllMatch(String className, String method) implements Change {
        @Override
        public byte[] apply(ClassModel model) {
            var found = new AtomicInteger();
            CodeTransform code = (builder, element) -> {
                if (element instanceof InvokeInstruction call && call.name().equalsString("allMatch")) {
                    found.incrementAndGet();
                    builder.pop2().iconst_1();
                } else {
                    builder.with(element);
                }
            };
            byte[] changed = ClassFile.of().transformClass(model,
                    ClassTransform.transformingMethodBodies(m -> m.methodName().equalsString(method), code));
            if (found.get() != 1) {
                throw new IllegalStateException(
                        "%s.%s tests %d streams: the mutation has no target".formatted(className, method,
                                found.get()));
            }
            return changed;
        }
    }

    /** A method does nothing and answers a constant of the class that it answers. */
    record Constant(String className, String method, String owner, String field) implements Change {
        @Override
        public byte[] apply(ClassModel model) {
            var type = ClassDesc.of(owner);
            return new Body(className, method).replace(model, code -> code.getstatic(type, field, type).areturn());
        }
    }

    /** Another body for a method. */
    record Body(String className, String method) {
        byte[] replace(ClassModel model, Consumer<CodeBuilder> body) {
            if (model.methods().stream().noneMatch(m -> m.methodName().equalsString(method))) {
                throw new IllegalStateException(
                        "%s has no method %s: the mutation has no target".formatted(className, method));
            }
            return ClassFile.of().transformClass(model, (builder, element) -> {
                if (element instanceof MethodModel m && m.methodName().equalsString(method)) {
                    builder.withMethodBody(m.methodName(), m.methodType(), m.flags().flagsMask(), body);
                } else {
                    builder.with(element);
                }
            });
        }
    }
}
