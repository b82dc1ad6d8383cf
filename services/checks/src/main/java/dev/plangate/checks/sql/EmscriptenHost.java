package dev.plangate.checks.sql;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import java.util.Arrays;

/**
 * What the grammar asks of its host: memory, output that is dropped, and setjmp/longjmp, which PostgreSQL's error handling stands on. No files, no
 * clock, no network: the text being parsed is hostile.
 */
final class EmscriptenHost {
    private static final int PAGE = 65_536;
    /** Each growth copies all of the memory. */
    private static final long STEP = 16L * 1024 * 1024;

    private EmscriptenHost() {}

    /** A longjmp on its way to the nearest setjmp. */
    private static final class LongJump extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LongJump() {
            super(null, null, false, false);
        }
    }

    static ImportFunction function(WasmModule module, Import imported) {
        if (!(imported instanceof FunctionImport function)) {
            throw new IllegalStateException("the grammar imports " + imported + ", which is not a function");
        }
        var type = module.typeSection().getType(function.typeIndex());
        return new ImportFunction(function.module(), function.name(), type, handle(function.name(), type));
    }

    private static WasmFunctionHandle handle(String name, FunctionType type) {
        long[] nothing = new long[type.returns().size()];
        return switch (name) {
            // invoke_*: call through the table inside a setjmp
            case "g", "b", "a", "d", "k", "l", "e", "f", "h", "j", "i", "y", "n" ->
                (instance, args) -> invoke(instance, args, nothing);
            case "p" -> (_, _) -> {
                throw new LongJump();
            };
            case "q" -> (instance, args) -> new long[]{grow(instance, args[0] & 0xffff_ffffL) ? 1 : 0};
            case "t" -> EmscriptenHost::discard;
            case "c", "x", "m", "v" -> (_, _) -> {
                throw new GrammarFailed("the grammar gave up (" + name + ")");
            };
            // timers, close, read, seek: never reached by a parse
            case "w", "o", "u", "r", "s" -> (_, _) -> nothing;
            default ->
                throw new IllegalStateException("the grammar imports " + name + ", which this build does not know");
        };
    }

    private static long[] invoke(Instance instance, long[] args, long[] nothing) {
        long stack = instance.export("R").apply()[0];
        try {
            int function = instance.table(0).requiredRef((int) args[0]);
            return instance.getMachine().call(function, Arrays.copyOfRange(args, 1, args.length));
        } catch (LongJump jump) {
            instance.export("Q").apply(stack);
            instance.export("P").apply(1, 0);
            return nothing.clone();
        }
    }

    private static boolean grow(Instance instance, long bytes) {
        var memory = instance.memory();
        long wanted = bytes + Math.max(STEP, bytes / 4);
        long pages = Math.min((wanted + PAGE - 1) / PAGE, memory.maximumPages());
        return pages * PAGE >= bytes && (pages <= memory.pages() || memory.grow((int) (pages - memory.pages())) >= 0);
    }

    /** fd_write: says that everything was written. */
    private static long[] discard(Instance instance, long... args) {
        var memory = instance.memory();
        int total = 0;
        for (int i = 0; i < args[2]; i++) {
            total += memory.readInt((int) args[1] + 8 * i + 4);
        }
        memory.writeI32((int) args[3], total);
        return new long[]{0};
    }
}
