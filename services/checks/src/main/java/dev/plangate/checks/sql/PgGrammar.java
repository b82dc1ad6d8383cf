package dev.plangate.checks.sql;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * One instance of PostgreSQL 18's own grammar: libpg_query as WebAssembly, compiled to bytecode by the build. Not thread-safe. After anything
 * was thrown its memory is in an unknown state: discard it.
 *
 * <p>The names of exports are those of libpg-query 18.1.5; they are minified and change with each release, so the build pins its hash.
 */
final class PgGrammar {
    /** What the grammar says of a text. */
    sealed interface Answer {
        /** It is valid: the syntax trees as UTF-8 JSON, {@code {"version":..,"stmts":[{"stmt":..,"stmt_location":..,"stmt_len":..}]}}. */
        record Tree(ByteBuffer json) implements Answer {}

        /**
         * It is not.
         *
         * @param character of the error, from 1, in code points; 0 = not known
         */
        record Refused(String message, int character) implements Answer {}
    }

    private static final int PAGE = 65_536;
    /** 48 MiB: 33 of them are its stack and its data, the rest is enough for sheets of 100 kB; the module asks for 128 MiB at once. */
    private static final int INITIAL_PAGES = 768;
    /** 512 MiB: a sheet of 2 MiB needs about 200; beyond it the grammar reports that it is out of memory. */
    private static final int MAXIMUM_PAGES = 8_192;

    private final Memory memory;
    private final ExportFunction malloc;
    private final ExportFunction free;
    private final ExportFunction parse;
    private final ExportFunction freeParsed;
    private final ExportFunction parseBodies;
    private final ExportFunction freeText;

    PgGrammar() {
        this(FlatInterpreter::new);
    }

    /** With another way to run its code, for comparison. */
    PgGrammar(Function<Instance, Machine> machine) {
        var module = LibPgQuery.load();
        var imports = ImportValues.builder();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            imports.addFunction(EmscriptenHost.function(module, module.importSection().getImport(i)));
        }
        Instance instance = Instance.builder(module).withImportValues(imports.build()).withStart(false)
                .withMachineFactory(machine)
                .withMemoryFactory(ByteArrayMemory::new)
                .withMemoryLimits(new MemoryLimits(INITIAL_PAGES, MAXIMUM_PAGES)).build();
        memory = instance.memory();
        instance.export("A").apply(); // static constructors
        malloc = instance.export("C");
        free = instance.export("E");
        parse = instance.export("F");
        freeParsed = instance.export("G");
        parseBodies = instance.export("H");
        freeText = instance.export("N");
    }

    /** Parses a text without NUL bytes, which would end it early. */
    Answer parse(byte[] utf8) {
        int text = write(utf8);
        int result = 0;
        try {
            result = (int) parse.apply(text)[0];
            int error = memory.readInt(result + 8);
            if (error != 0) {
                return new Answer.Refused(memory.readCString(memory.readInt(error)), memory.readInt(error + 16));
            }
            return new Answer.Tree(ByteBuffer.wrap(read(memory.readInt(result))));
        } finally {
            free.apply(text);
            if (result != 0) {
                freeParsed.apply(result);
            }
        }
    }

    /**
     * Parses the PL/pgSQL bodies of a statement that is valid SQL: JSON of what they do, or, not beginning with a brace, what is wrong with them.
     */
    String bodies(byte[] utf8) {
        int text = write(utf8);
        int result = 0;
        try {
            result = (int) parseBodies.apply(text)[0];
            return new String(read(result), StandardCharsets.UTF_8);
        } finally {
            free.apply(text);
            if (result != 0) {
                freeText.apply(result);
            }
        }
    }

    /** Memory held, in bytes. It only grows: a parse of a large sheet leaves a large instance. */
    long bytes() {
        return (long) memory.pages() * PAGE;
    }

    private int write(byte[] utf8) {
        int at = (int) malloc.apply(utf8.length + 1)[0];
        if (at == 0) {
            throw new GrammarFailed("out of memory");
        }
        memory.write(at, utf8);
        memory.writeByte(at + utf8.length, (byte) 0);
        return at;
    }

    private byte[] read(int at) {
        if (at == 0) {
            throw new GrammarFailed("out of memory");
        }
        int end = at;
        while (memory.read(end) != 0) {
            end++;
        }
        return memory.readBytes(at, end - at);
    }
}
