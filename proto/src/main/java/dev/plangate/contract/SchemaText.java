package dev.plangate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A .proto file as a registry gets it.
 *
 * @param name the name by which others import it
 * @param text its source, as written
 * @param imports those files that a registry does not know by itself
 */
record SchemaText(String name, String text, List<FileDescriptor> imports) {

    /** Every registry carries the well-known types. */
    private static final String WELL_KNOWN = "google/protobuf/";

    /** Sources lie in the jars beside the classes that were made of them. */
    static SchemaText of(FileDescriptor file) {
        String name = file.getFullName();
        try (InputStream source = SchemaText.class.getClassLoader().getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalStateException(
                        name + " is not on the class path: its jar must carry the .proto source");
            }
            return new SchemaText(name, new String(source.readAllBytes(), UTF_8),
                    file.getDependencies().stream().filter(imported -> !imported.getFullName().startsWith(WELL_KNOWN))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
