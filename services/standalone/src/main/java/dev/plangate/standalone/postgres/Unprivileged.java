package dev.plangate.standalone.postgres;

import com.sun.security.auth.module.UnixSystem;
import dev.plangate.standalone.StandaloneException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program of Postgres is started: Postgres refuses to run as root. Root starts it in a user namespace of its own
 * (the files stay root's), or, where the kernel or a container forbids that, as the user `nobody`, who then owns the files.
 */
enum Unprivileged {
    /** We are not root. */
    AS_WE_ARE,
    /** Root, without root's identity. */
    USER_NAMESPACE,
    /** Root becomes nobody. */
    NOBODY;

    static Unprivileged here() {
        if (new UnixSystem().getUid() != 0) {
            return AS_WE_ARE;
        }
        for (var way : List.of(USER_NAMESPACE, NOBODY)) {
            if (way.works()) {
                return way;
            }
        }
        throw new StandaloneException(
                "Postgres refuses to run as root, and neither `unshare -U` nor `setpriv` (package util-linux) works here: "
                        + "start plangate as another user");
    }

    private List<String> prefix() {
        return switch (this) {
            case AS_WE_ARE -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        };
    }

    List<String> command(Path program, List<String> arguments) {
        var command = new ArrayList<>(prefix());
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /** Lets Postgres write to a file or directory that we have made. */
    void handOver(Path path) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(path, "unix:uid", 65534);
            Files.setAttribute(path, "unix:gid", 65534);
        }
    }

    /** Lets Postgres reach what is in a directory of ours that is closed to others, as temporary ones are. */
    void letThrough(Path directory) throws IOException {
        if (this == NOBODY) {
            var permissions = Files.getPosixFilePermissions(directory);
            if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(directory, permissions);
            }
        }
    }

    /** Where programs are kept that this user can reach; root's home is closed to others. */
    Path cache() {
        return this == NOBODY
                ? Path.of("/var/cache/plangate")
                : Path.of(System.getProperty("user.home"), ".cache", "plangate");
    }

    private boolean works() {
        try {
            var command = new ArrayList<>(prefix());
            command.addAll(List.of("id", "-u"));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var uid = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
            return process.waitFor() == 0 && !uid.equals("0");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
