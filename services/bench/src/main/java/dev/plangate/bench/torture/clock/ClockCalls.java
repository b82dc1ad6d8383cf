package dev.plangate.bench.torture.clock;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Date;
import java.util.Set;

/**
 * The calls by which a class asks what time it is, turned to {@link MovedClock}. Whatever measures how much time passes
 * ({@code System.nanoTime}) stays; so does {@code Calendar.getInstance}, which libraries fill with a time of their own.
 */
public final class ClockCalls {
    private static final ClassDesc MOVED_CLOCK = desc(MovedClock.class);
    private static final ClassDesc CLOCK = desc(Clock.class);
    private static final ClassDesc DATE = desc(Date.class);
    private static final MethodTypeDesc MILLIS = MethodTypeDesc.of(ConstantDescs.CD_long);
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    /** MovedClock has each of them, under the same name. */
    private static final Set<Method> SAME = Set.of(
            new Method(desc(System.class), "currentTimeMillis", MILLIS),
            new Method(desc(Instant.class), "now", MethodTypeDesc.of(desc(Instant.class))),
            new Method(CLOCK, "systemUTC", MethodTypeDesc.of(CLOCK)),
            new Method(CLOCK, "systemDefaultZone", MethodTypeDesc.of(CLOCK)),
            new Method(CLOCK, "system", MethodTypeDesc.of(CLOCK, desc(ZoneId.class))),
            new Method(desc(InstantSource.class), "system", MethodTypeDesc.of(desc(InstantSource.class))));
    private static final Method NEW_DATE = new Method(DATE, ConstantDescs.INIT_NAME, NOTHING);

    private record Method(ClassDesc owner, String name, MethodTypeDesc type) {
        /** Of LocalDateTime and the like: without arguments, or with a zone. */
        boolean isNow() {
            return name.equals("now") && owner.packageName().startsWith("java.time")
                    && (type.parameterCount() == 0 || type.parameterType(0).equals(desc(ZoneId.class)));
        }

        boolean asksForTheTime() {
            return SAME.contains(this) || isNow() || equals(NEW_DATE);
        }
    }

    private ClockCalls() {}

    /** Whether a class asks for the time. */
    static boolean in(ClassModel model) {
        for (var entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member && member.type().stringValue().startsWith("(")
                    && method(member).asksForTheTime()) {
                return true;
            }
        }
        return false;
    }

    /** The class, with the moved clock. */
    public static byte[] moved(ClassModel model) {
        return ClassFile.of().transformClass(model, ClassTransform.transformingMethodBodies(
                method -> method.code().stream().flatMap(code -> code.elementStream()).anyMatch(ClockCalls::asks),
                ClockCalls::move));
    }

    private static boolean asks(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call -> method(call.method()).asksForTheTime();
            case InvokeDynamicInstruction call -> call.bootstrapArgs().stream().anyMatch(ClockCalls::isReference);
            default -> false;
        };
    }

    private static void move(CodeBuilder builder, CodeElement element) {
        if (!asks(element)) {
            builder.with(element);
        } else if (element instanceof InvokeInstruction call) {
            move(builder, method(call.method()));
        } else if (element instanceof InvokeDynamicInstruction call) {
            builder.invokedynamic(DynamicCallSiteDesc.of(call.bootstrapMethod(), call.name().stringValue(),
                    call.typeSymbol(),
                    call.bootstrapArgs().stream().map(ClockCalls::moved).toArray(ConstantDesc[]::new)));
        }
    }

    private static void move(CodeBuilder builder, Method asked) {
        if (SAME.contains(asked)) {
            builder.invokestatic(MOVED_CLOCK, asked.name(), asked.type());
        } else if (asked.equals(NEW_DATE)) {
            builder.invokestatic(MOVED_CLOCK, "currentTimeMillis", MILLIS)
                    .invokespecial(DATE, asked.name(), NOTHING.insertParameterTypes(0, ConstantDescs.CD_long));
        } else {
            builder.invokestatic(MOVED_CLOCK, asked.type().parameterCount() == 0 ? "systemDefaultZone" : "system",
                    asked.type().changeReturnType(CLOCK))
                    .invokestatic(asked.owner(), asked.name(), MethodTypeDesc.of(asked.type().returnType(), CLOCK));
        }
    }

    /** {@code System::currentTimeMillis}. */
    private static boolean isReference(ConstantDesc argument) {
        return argument instanceof DirectMethodHandleDesc handle && method(handle).asksForTheTime();
    }

    private static ConstantDesc moved(ConstantDesc argument) {
        if (!isReference(argument)) {
            return argument;
        }
        Method asked = method((DirectMethodHandleDesc) argument);
        if (!SAME.contains(asked)) {
            throw new IllegalStateException("%s::%s cannot be moved by the harness yet".formatted(
                    asked.owner().displayName(), asked.name()));
        }
        return MethodHandleDesc.ofMethod(Kind.STATIC, MOVED_CLOCK, asked.name(), asked.type());
    }

    private static Method method(MemberRefEntry member) {
        return new Method(member.owner().asSymbol(), member.name().stringValue(),
                MethodTypeDesc.ofDescriptor(member.type().stringValue()));
    }

    private static Method method(DirectMethodHandleDesc handle) {
        return new Method(handle.owner(), handle.methodName(), MethodTypeDesc.ofDescriptor(handle.lookupDescriptor()));
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
