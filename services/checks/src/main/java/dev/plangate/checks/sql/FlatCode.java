package dev.plangate.checks.sql;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A WebAssembly function as a list of steps without blocks: each branch knows the step that it leads to and the height of the operand stack there. Immutable
 * once made.
 */
final class FlatCode {
    /** What the step does: the opcode, or one of the numbers below, which no opcode of a single byte has. */
    final int[] op;
    /** First operand: a step to go to, a local, an offset. */
    final int[] a;
    /** Second operand: a constant; of a branch {@link #landing}, of a call {@link #shape}. */
    final long[] b;
    /** Of each br_table: pairs of step and landing, the default last. */
    final List<long[]> tables;
    final FunctionType type;
    final int locals;
    final int maxHeight;

    /** Goes to step {@code a} when the top of the stack is zero. */
    static final int SKIP_UNLESS = 0xd0;
    /** memory.copy. */
    static final int COPY = 0xd1;
    /** i32.trunc_sat_f64_u. */
    static final int TRUNC = 0xd2;

    private static final int EMPTY = 0x40;

    private FlatCode(Maker maker, FunctionType type, int locals) {
        int size = maker.size;
        this.op = Arrays.copyOf(maker.op, size);
        this.a = Arrays.copyOf(maker.a, size);
        this.b = Arrays.copyOf(maker.b, size);
        this.tables = maker.tables;
        this.type = type;
        this.locals = locals;
        this.maxHeight = maker.maxHeight + 1;
    }

    static FlatCode of(Instance instance, int function) {
        var type = instance.type(instance.functionType(function));
        var body = instance.function(function);
        var maker = new Maker(instance);
        maker.make(body.instructions(), type.returns().size());
        return new FlatCode(maker, type, type.params().size() + body.localTypes().size());
    }

    /** How many operands a call takes, and whether it leaves one. */
    static int shape(FunctionType type) {
        return type.params().size() << 1 | type.returns().size();
    }

    /** Height of the stack where a branch lands, and whether the top goes with it. */
    static long landing(int height, int arity) {
        return (long) height << 1 | arity;
    }

    /** A block that is open: where its branches lead, once that is known. */
    private static final class Block {
        final int height;
        final int arity;
        final int loop;
        final List<Runnable> patches = new ArrayList<>();
        Runnable otherwise = () -> {};

        Block(int height, int arity, int loop) {
            this.height = height;
            this.arity = arity;
            this.loop = loop;
        }
    }

    private static final class Maker {
        private final Instance instance;
        private final ArrayDeque<Block> open = new ArrayDeque<>();
        private final List<long[]> tables = new ArrayList<>();
        private int[] op = new int[1 << 10];
        private int[] a = new int[1 << 10];
        private long[] b = new long[1 << 10];
        private int size;
        private int height;
        private int maxHeight;
        /** Blocks that were opened in code which is never reached; -1 = the code is reached. */
        private int dead = -1;

        Maker(Instance instance) {
            this.instance = instance;
        }

        void make(List<AnnotatedInstruction> instructions, int results) {
            open.push(new Block(0, results, -1));
            for (AnnotatedInstruction instruction : instructions) {
                if (open.isEmpty()) {
                    break;
                }
                if (dead < 0) {
                    live(instruction);
                } else {
                    unreached(instruction.opcode());
                }
            }
        }

        private void unreached(OpCode opcode) {
            switch (opcode) {
                case BLOCK, LOOP, IF -> dead++;
                case ELSE -> {
                    if (dead == 0) {
                        otherwise(false);
                    }
                }
                case END -> {
                    if (dead == 0) {
                        end();
                    } else {
                        dead--;
                    }
                }
                default -> {
                    // never reached
                }
            }
        }

        private void live(AnnotatedInstruction at) {
            switch (at.opcode()) {
                case BLOCK -> open.push(new Block(height, arity(at), -1));
                case LOOP -> open.push(new Block(height, arity(at), size));
                case IF -> {
                    height--;
                    var block = new Block(height, arity(at), -1);
                    int step = emit(SKIP_UNLESS, 0, 0);
                    block.otherwise = () -> a[step] = size;
                    open.push(block);
                }
                case ELSE -> otherwise(true);
                case END -> end();
                case BR -> {
                    branch(OpCode.BR, (int) at.operand(0));
                    dead = 0;
                }
                case BR_IF -> {
                    height--;
                    branch(OpCode.BR_IF, (int) at.operand(0));
                }
                case BR_TABLE -> {
                    height--;
                    table(at);
                    dead = 0;
                }
                case RETURN -> {
                    emit(OpCode.RETURN.opcode(), 0, 0);
                    dead = 0;
                }
                case UNREACHABLE -> {
                    emit(OpCode.UNREACHABLE.opcode(), 0, 0);
                    dead = 0;
                }
                case NOP -> {
                    // nothing
                }
                default -> plain(at);
            }
        }

        private void plain(AnnotatedInstruction at) {
            var opcode = at.opcode();
            switch (opcode) {
                case MEMORY_COPY -> emit(COPY, 0, 0);
                case I32_TRUNC_SAT_F64_U -> emit(TRUNC, 0, 0);
                case CALL -> {
                    int function = (int) at.operand(0);
                    emit(opcode.opcode(), function, shape(instance.type(instance.functionType(function))));
                }
                default -> {
                    int operands = at.operandCount();
                    // of two or three the second counts: alignment, offset, memory; type, table
                    emit(opcode.opcode(), operands == 0 ? 0 : (int) at.operand(Math.min(1, operands - 1)),
                            operands == 0 ? 0 : at.operand(0));
                }
            }
            height += effect(at);
            maxHeight = Math.max(maxHeight, height);
        }

        private int effect(AnnotatedInstruction at) {
            return switch (at.opcode()) {
                case CALL -> called(instance.type(instance.functionType((int) at.operand(0))));
                case CALL_INDIRECT -> called(instance.type((int) at.operand(0))) - 1;
                default -> FlatInterpreter.effect(at.opcode());
            };
        }

        private static int called(FunctionType type) {
            return type.returns().size() - type.params().size();
        }

        private int arity(AnnotatedInstruction at) {
            long block = at.operand(0);
            return block == EMPTY ? 0 : ValType.isValid(block) ? 1 : instance.type((int) block).returns().size();
        }

        private void branch(OpCode opcode, int depth) {
            var target = block(depth);
            boolean loop = target.loop >= 0;
            int step = emit(opcode.opcode(), target.loop, landing(target.height, loop ? 0 : target.arity));
            if (!loop) {
                target.patches.add(() -> a[step] = size);
            }
        }

        private void table(AnnotatedInstruction at) {
            long[] entries = new long[2 * at.operandCount()];
            for (int i = 0; i < at.operandCount(); i++) {
                var target = block((int) at.operand(i));
                boolean loop = target.loop >= 0;
                int entry = 2 * i;
                entries[entry] = target.loop;
                entries[entry + 1] = landing(target.height, loop ? 0 : target.arity);
                if (!loop) {
                    target.patches.add(() -> entries[entry] = size);
                }
            }
            emit(OpCode.BR_TABLE.opcode(), tables.size(), 0);
            tables.add(entries);
        }

        private Block block(int depth) {
            var blocks = open.iterator();
            for (int i = 0; i < depth; i++) {
                blocks.next();
            }
            return blocks.next();
        }

        private void otherwise(boolean reached) {
            var block = open.peek();
            if (reached) {
                int step = emit(OpCode.BR.opcode(), 0, landing(block.height, block.arity));
                block.patches.add(() -> a[step] = size);
            }
            block.otherwise.run();
            block.otherwise = () -> {};
            height = block.height;
            dead = -1;
        }

        private void end() {
            var block = open.pop();
            block.otherwise.run();
            block.patches.forEach(Runnable::run);
            height = block.height + block.arity;
            maxHeight = Math.max(maxHeight, height);
            dead = -1;
            if (open.isEmpty()) {
                emit(OpCode.RETURN.opcode(), 0, 0);
            }
        }

        private int emit(int opcode, int first, long second) {
            if (size == op.length) {
                op = Arrays.copyOf(op, 2 * size);
                a = Arrays.copyOf(a, 2 * size);
                b = Arrays.copyOf(b, 2 * size);
            }
            op[size] = opcode;
            a[size] = first;
            b[size] = second;
            return size++;
        }
    }
}
