package dev.plangate.checks.sql;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the functions of the grammar that are too large for a JVM method (the automaton of the grammar, the writers of syntax trees), or too large for the JIT (the scanner), and hands all others to the
 * compiled code. It knows the instructions that those functions have and refuses others when they are made, not when they are met.
 *
 * <p>One long class on purpose: the loop has to stay one method, small enough for the JIT (8,000 bytes).
 */
final class FlatInterpreter implements Machine {
    private static final int HIGHEST = 177;
    /** The same for all instances. */
    private static final Map<Integer, FlatCode> CODE = new ConcurrentHashMap<>();

    private final Instance instance;
    /** What of it this instance has met, for a look without a hash. */
    private final FlatCode[] met = new FlatCode[HIGHEST + 1];
    private final Machine compiled;

    FlatInterpreter(Instance instance) {
        this.instance = instance;
        this.compiled = LibPgQuery.create(instance);
    }

    @Override
    public long[] call(int function, long[] args) {
        return switch (function) {
            // as configured for the compiler in the pom
            case 36, 37, 140, HIGHEST -> run(code(function), args);
            default -> {
                var imported = instance.imports();
                yield function < imported.functionCount()
                        ? imported.function(function).handle().apply(instance, args)
                        : compiled.call(function, args);
            }
        };
    }

    private FlatCode code(int function) {
        if (met[function] == null) {
            met[function] = CODE.computeIfAbsent(function, number -> FlatCode.of(instance, number));
        }
        return met[function];
    }

    /** How an instruction changes the height of the operand stack; calls and branches apart. */
    static int effect(OpCode opcode) {
        return switch (opcode) {
            case I32_CONST, I64_CONST, F64_CONST, LOCAL_GET, GLOBAL_GET -> 1;
            case LOCAL_SET, GLOBAL_SET, DROP -> -1;
            case SELECT, I32_STORE, I32_STORE8, I32_STORE16, I64_STORE, F64_STORE -> -2;
            case MEMORY_COPY -> -3;
            case LOCAL_TEE, I32_LOAD, I32_LOAD8_S, I32_LOAD8_U, I32_LOAD16_S, I32_LOAD16_U, I64_LOAD, F64_LOAD, I32_EQZ,
                    I64_EQZ, I32_CLZ, I32_EXTEND_8_S, I32_EXTEND_16_S, I64_CLZ,
                    I32_WRAP_I64, I64_EXTEND_I32_U, F64_CONVERT_I32_U, F64_CONVERT_I64_U, I32_TRUNC_SAT_F64_U ->
                0;
            case I32_EQ, I32_NE, I32_LT_S, I32_LT_U, I32_GT_S, I32_GT_U, I32_LE_S, I32_LE_U, I32_GE_S, I32_GE_U, I64_EQ,
                    I64_NE, I64_LT_U, I64_GT_U, I64_LE_U, I64_GE_U,
                    F64_EQ, F64_GE, I32_ADD, I32_SUB, I32_MUL, I32_DIV_S, I32_AND, I32_OR, I32_XOR, I32_SHL, I32_SHR_S,
                    I32_SHR_U, I64_AND,
                    I64_SHL, I64_SUB, F64_MUL, F64_DIV ->
                -1;
            default -> throw new IllegalStateException("the interpreter does not know " + opcode);
        };
    }

    @SuppressWarnings({"IntLongMath", "NarrowCalculation"}) // 32 bits wrap, as WebAssembly says
    private long[] run(FlatCode code, long[] args) {
        final int[] op = code.op;
        final int[] a = code.a;
        final long[] b = code.b;
        final int base = code.locals;
        final long[] s = new long[base + code.maxHeight];
        System.arraycopy(args, 0, s, 0, args.length);
        final var memory = instance.memory();
        int top = base; // the next free place
        int at = 0;
        while (true) {
            final int step = at++;
            switch (op[step]) {
                case 0x00 -> throw new GrammarFailed("the grammar reached what it never should");
                case 0x0c -> {
                    top = land(s, top, base, b[step]);
                    at = a[step];
                }
                case 0x0d -> {
                    if ((int) s[--top] != 0) {
                        top = land(s, top, base, b[step]);
                        at = a[step];
                    }
                }
                case 0x0e -> {
                    long[] table = code.tables.get(a[step]);
                    int index = (int) s[--top];
                    int entry = Integer.compareUnsigned(index, table.length / 2 - 1) < 0 ? 2 * index : table.length - 2;
                    top = land(s, top, base, table[entry + 1]);
                    at = (int) table[entry];
                }
                case 0x0f -> {
                    return code.type.returns().isEmpty() ? new long[0] : new long[]{s[top - 1]};
                }
                case 0x10 -> top = call(s, top, a[step], (int) b[step]);
                case 0x11 -> top = callIndirect(s, top, (int) b[step], a[step]);
                case 0x1a -> top--;
                case 0x1b -> {
                    top -= 2;
                    s[top - 1] = (int) s[top + 1] != 0 ? s[top - 1] : s[top];
                }
                case 0x20 -> s[top++] = s[a[step]];
                case 0x21 -> s[a[step]] = s[--top];
                case 0x22 -> s[a[step]] = s[top - 1];
                case 0x23 -> s[top++] = instance.global(a[step]).getValue();
                case 0x24 -> instance.global(a[step]).setValue(s[--top]);
                case 0x28 -> s[top - 1] = memory.readInt((int) s[top - 1] + a[step]);
                case 0x29, 0x2b -> s[top - 1] = memory.readLong((int) s[top - 1] + a[step]);
                case 0x2c -> s[top - 1] = memory.read((int) s[top - 1] + a[step]);
                case 0x2d -> s[top - 1] = memory.read((int) s[top - 1] + a[step]) & 0xff;
                case 0x2e -> s[top - 1] = memory.readShort((int) s[top - 1] + a[step]);
                case 0x2f -> s[top - 1] = memory.readShort((int) s[top - 1] + a[step]) & 0xffff;
                case 0x36 -> {
                    top -= 2;
                    memory.writeI32((int) s[top] + a[step], (int) s[top + 1]);
                }
                case 0x37, 0x39 -> {
                    top -= 2;
                    memory.writeLong((int) s[top] + a[step], s[top + 1]);
                }
                case 0x3a -> {
                    top -= 2;
                    memory.writeByte((int) s[top] + a[step], (byte) s[top + 1]);
                }
                case 0x3b -> {
                    top -= 2;
                    memory.writeShort((int) s[top] + a[step], (short) s[top + 1]);
                }
                case 0x41, 0x42, 0x44 -> s[top++] = b[step];
                case 0x45 -> s[top - 1] = (int) s[top - 1] == 0 ? 1 : 0;
                case 0x46 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] == (int) s[top] ? 1 : 0;
                }
                case 0x47 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] != (int) s[top] ? 1 : 0;
                }
                case 0x48 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] < (int) s[top] ? 1 : 0;
                }
                case 0x49 -> {
                    top--;
                    s[top - 1] = Integer.compareUnsigned((int) s[top - 1], (int) s[top]) < 0 ? 1 : 0;
                }
                case 0x4a -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] > (int) s[top] ? 1 : 0;
                }
                case 0x4b -> {
                    top--;
                    s[top - 1] = Integer.compareUnsigned((int) s[top - 1], (int) s[top]) > 0 ? 1 : 0;
                }
                case 0x4c -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] <= (int) s[top] ? 1 : 0;
                }
                case 0x4d -> {
                    top--;
                    s[top - 1] = Integer.compareUnsigned((int) s[top - 1], (int) s[top]) <= 0 ? 1 : 0;
                }
                case 0x4e -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] >= (int) s[top] ? 1 : 0;
                }
                case 0x4f -> {
                    top--;
                    s[top - 1] = Integer.compareUnsigned((int) s[top - 1], (int) s[top]) >= 0 ? 1 : 0;
                }
                case 0x6a -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] + (int) s[top];
                }
                case 0x6b -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] - (int) s[top];
                }
                case 0x6c -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] * (int) s[top];
                }
                case 0x71 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] & (int) s[top];
                }
                case 0x72 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] | (int) s[top];
                }
                case 0x73 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] ^ (int) s[top];
                }
                case 0x74 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] << (int) s[top];
                }
                case 0x75 -> {
                    top--;
                    s[top - 1] = (int) s[top - 1] >> (int) s[top];
                }
                case 0xc0 -> s[top - 1] = (byte) s[top - 1];
                case 0xc1 -> s[top - 1] = (short) s[top - 1];
                case FlatCode.SKIP_UNLESS -> {
                    if ((int) s[--top] == 0) {
                        at = a[step];
                    }
                }
                case FlatCode.COPY -> {
                    top -= 3;
                    memory.copy((int) s[top], (int) s[top + 1], (int) s[top + 2]);
                }
                default -> top = rare(s, top, op[step]);
            }
        }
    }

    /** Instructions on 64 bits, and seldom ones, in a method of their own so that the loop stays small. */
    private static int rare(long[] s, int height, int opcode) {
        int top = height;
        switch (opcode) {
            case 0x50 -> s[top - 1] = s[top - 1] == 0 ? 1 : 0;
            case 0x67 -> s[top - 1] = Integer.numberOfLeadingZeros((int) s[top - 1]);
            case 0x79 -> s[top - 1] = Long.numberOfLeadingZeros(s[top - 1]);
            case 0xa7 -> s[top - 1] = (int) s[top - 1];
            case 0xad -> s[top - 1] = s[top - 1] & 0xffff_ffffL;
            case 0xb8 -> s[top - 1] = Double.doubleToRawLongBits((double) (s[top - 1] & 0xffff_ffffL));
            case 0xba -> s[top - 1] = Double.doubleToRawLongBits(unsigned(s[top - 1]));
            case FlatCode.TRUNC ->
                s[top - 1] = (int) (long) Math.max(0, Math.min(Double.longBitsToDouble(s[top - 1]), 4294967295.0));
            default -> {
                top--;
                long x = s[top - 1];
                long y = s[top];
                s[top - 1] = switch (opcode) {
                    case 0x51 -> x == y ? 1 : 0;
                    case 0x52 -> x != y ? 1 : 0;
                    case 0x54 -> Long.compareUnsigned(x, y) < 0 ? 1 : 0;
                    case 0x56 -> Long.compareUnsigned(x, y) > 0 ? 1 : 0;
                    case 0x58 -> Long.compareUnsigned(x, y) <= 0 ? 1 : 0;
                    case 0x5a -> Long.compareUnsigned(x, y) >= 0 ? 1 : 0;
                    case 0x61 -> Double.longBitsToDouble(x) == Double.longBitsToDouble(y) ? 1 : 0;
                    case 0x66 -> Double.longBitsToDouble(x) >= Double.longBitsToDouble(y) ? 1 : 0;
                    case 0x6d -> (int) x / (int) y;
                    case 0x76 -> (int) x >>> (int) y;
                    case 0x7d -> x - y;
                    case 0x83 -> x & y;
                    case 0x86 -> x << y;
                    case 0xa2 -> Double.doubleToRawLongBits(Double.longBitsToDouble(x) * Double.longBitsToDouble(y));
                    case 0xa3 -> Double.doubleToRawLongBits(Double.longBitsToDouble(x) / Double.longBitsToDouble(y));
                    default -> throw new GrammarFailed("the interpreter does not know instruction " + opcode);
                };
            }
        }
        return top;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    private static int land(long[] s, int top, int base, long landing) {
        int height = base + (int) (landing >> 1);
        if ((landing & 1) == 0) {
            return height;
        }
        s[height] = s[top - 1];
        return height + 1;
    }

    private int callIndirect(long[] s, int top, int type, int table) {
        int function = instance.table(table).requiredRef((int) s[top - 1]);
        if (!instance.type(instance.functionType(function)).equals(instance.type(type))) {
            throw new GrammarFailed("the grammar called a function of another type");
        }
        return call(s, top - 1, function, FlatCode.shape(instance.type(type)));
    }

    private int call(long[] s, int height, int function, int shape) {
        int count = shape >> 1;
        int top = height - count;
        long[] args = new long[count];
        System.arraycopy(s, top, args, 0, count);
        long[] result = call(function, args);
        if ((shape & 1) == 0) {
            return top;
        }
        s[top] = result[0];
        return top + 1;
    }
}
