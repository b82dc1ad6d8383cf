package dev.plangate.checks;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads instances.yaml and collects what is wrong with it, each with its line. */
final class InstancesFile {
    private static final Set<String> KEYS = Set.of("engine", "environment", "url", "host", "port", "user",
            "passwordEnv", "passwordFile", "projects",
            "maxConcurrentChecks", "trace", "scratchSchema");
    private static final Set<String> SCRATCH_KEYS = Set.of("url", "host", "port", "user", "passwordEnv",
            "passwordFile");
    private static final String NAME = "[a-z][a-z0-9-]{0,62}";
    private static final int DEFAULT_CONCURRENCY = 4;

    private final Path file;
    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();
    private GhostSettings ghost = GhostSettings.NONE;

    InstancesFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    Instances read() {
        var found = new ArrayList<Instance>();
        var scratch = new LinkedHashMap<Integer, ConfiguredScratch.Server>();
        root().ifPresent(root -> {
            var top = fields(root, "the file", Set.of("instances", "scratch", "ghost"));
            ghost = ghost(top.get("ghost"));
            if (top.get("scratch") != null) {
                fields(top.get("scratch"), "scratch", null).forEach((major, node) -> scratch(major, node)
                        .ifPresent(server -> scratch.put(Integer.parseInt(major), server)));
            }
            if (top.get("instances") == null) {
                mistake(root, "instances is missing: a map from the name of each instance to its settings");
            } else {
                fields(top.get("instances"), "instances", null)
                        .forEach((name, node) -> instance(name, node, !scratch.isEmpty()).ifPresent(found::add));
            }
        });
        if (!mistakes.isEmpty()) {
            throw new InvalidInstances(mistakes);
        }
        return Instances.of(found, new ConfiguredScratch(scratch)).withGhost(ghost);
    }

    private GhostSettings ghost(Node node) {
        String path = environment.getOrDefault("PATH", "");
        var fields = node == null ? Map.<String, Node>of() : fields(node, "ghost", Set.of("binary", "timeoutSeconds"));
        Node seconds = fields.get("timeoutSeconds");
        if (seconds != null && !scalar(seconds).matches("[1-9][0-9]{0,3}")) {
            mistake(seconds, "ghost: timeoutSeconds must be a number from 1 to 9999, got '" + scalar(seconds) + "'");
            seconds = null;
        }
        Optional<Path> binary = Optional.ofNullable(fields.get("binary"))
                .map(given -> file.toAbsolutePath().resolveSibling(scalar(given)));
        return new GhostSettings(binary, path,
                seconds == null ? GhostSettings.LIMIT : Duration.ofSeconds(Long.parseLong(scalar(seconds))));
    }

    private Optional<Node> root() {
        try (Reader reader = Files.newBufferedReader(file)) {
            var root = new Compose(LoadSettings.builder().setLabel(file.getFileName().toString()).build())
                    .composeReader(reader);
            if (root.isEmpty()) {
                mistakes.add(file.getFileName() + ":1: the file is empty");
            }
            return root;
        } catch (NoSuchFileException e) {
            mistakes.add(file + ": no such file");
        } catch (MalformedInputException e) {
            mistakes.add(file + ": is not UTF-8");
        } catch (IOException e) {
            mistakes.add(file + ": cannot be read: " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            mistakes.add(file.getFileName() + ":" + line + ": is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            mistakes.add(file.getFileName() + ":1: is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<ConfiguredScratch.Server> scratch(String major, Node node) {
        int before = mistakes.size();
        if (!major.matches("1[4-9]|[2-9][0-9]")) {
            mistake(node, "scratch has a server for each major version of PostgreSQL from 14 on, got '" + major + "'");
        }
        String name = "scratch server " + major;
        var fields = fields(node, name, SCRATCH_KEYS);
        var url = new InstanceUrl(this::mistake).of(node, name, fields.get("url"), fields.get("host"),
                fields.get("port"), Engine.POSTGRES);
        String user = scalar(fields.get("user"));
        if (user.isEmpty()) {
            mistake(node, name + " has no user");
        }
        var secret = secret(name, fields);
        return mistakes.size() > before
                ? Optional.empty()
                : Optional.of(new ConfiguredScratch.Server(url, user, secret));
    }

    private Optional<Instance> instance(String name, Node node, boolean scratch) {
        int before = mistakes.size();
        if (!name.matches(NAME)) {
            mistake(node, "the instance's name '" + name + "' must match " + NAME);
        }
        var fields = fields(node, "instance " + name, KEYS);
        var engine = engine(node, name, fields.get("engine"));
        var url = new InstanceUrl(this::mistake).of(node, name, fields.get("url"), fields.get("host"),
                fields.get("port"), engine);
        String user = scalar(fields.get("user"));
        if (user.isEmpty()) {
            mistake(node, "instance " + name + " has no user");
        }
        var secret = secret(name, fields);
        var projects = projects(node, name, fields.get("projects"));
        int concurrency = concurrency(fields.get("maxConcurrentChecks"));
        boolean trace = trace(fields.get("trace"), engine, scratch);
        var schema = scratchSchema(fields.get("scratchSchema"), engine);
        if (mistakes.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Instance(name, engine, scalar(fields.get("environment")), url, user, secret, projects,
                concurrency, trace, schema));
    }

    private Engine engine(Node owner, String name, Node node) {
        for (Engine engine : Engine.values()) {
            if (engine.name().equalsIgnoreCase(scalar(node))) {
                return engine;
            }
        }
        mistake(node == null ? owner : node, "instance " + name + ": engine must be one of " + List.of(Engine.values())
                + ", got '" + scalar(node) + "'");
        return Engine.POSTGRES;
    }

    private Secret secret(String name, Map<String, Node> fields) {
        Node variable = fields.get("passwordEnv");
        Node path = fields.get("passwordFile");
        if (variable != null && path != null) {
            mistake(path, "instance " + name + " has both passwordEnv and passwordFile: keep one");
        } else if (variable != null) {
            String value = environment.get(scalar(variable));
            if (value == null || value.isEmpty()) {
                mistake(variable, "instance " + name + ": the environment variable " + scalar(variable)
                        + " that passwordEnv names is not set");
                return new Secret.None();
            }
            return new Secret.Given(value);
        } else if (path != null) {
            Path secret = file.toAbsolutePath().resolveSibling(scalar(path));
            if (!Files.isReadable(secret) || Files.isDirectory(secret)) {
                mistake(path, "instance " + name + ": the file " + secret + " that passwordFile names cannot be read");
            }
            return new Secret.InFile(secret);
        }
        return new Secret.None();
    }

    private Set<String> projects(Node owner, String name, Node node) {
        String wanted = "projects must be \"*\" or a list of projects: [projects/shop]";
        switch (node) {
            case null -> mistake(owner, "instance " + name + ": " + wanted);
            case ScalarNode scalar when scalar.getValue().equals("*") -> {
                return Set.of("*");
            }
            case SequenceNode list when !list.getValue().isEmpty() -> {
                return list.getValue().stream().map(this::project).collect(Collectors.toCollection(LinkedHashSet::new));
            }
            default -> mistake(node, "instance " + name + ": " + wanted);
        }
        return Set.of();
    }

    private String project(Node node) {
        String name = scalar(node).replaceFirst("^projects/", "");
        if (!name.matches(NAME) && !name.equals("*")) {
            mistake(node, "the project '" + name + "' must match " + NAME);
        }
        return name.equals("*") ? name : "projects/" + name;
    }

    private boolean trace(Node node, Engine engine, boolean scratch) {
        String value = node == null ? "false" : scalar(node);
        if (!value.matches("true|false")) {
            mistake(node, "trace must be true or false, got '" + value + "'");
        } else if (value.equals("true") && engine != Engine.POSTGRES) {
            mistake(node, "trace is for PostgreSQL only");
        } else if (value.equals("true") && !scratch) {
            mistake(node,
                    "trace needs a scratch server: scratch: {18: {host: ..., user: ...}}, of the major version of the instance");
        }
        return value.equals("true");
    }

    private Optional<String> scratchSchema(Node node, Engine engine) {
        if (node == null) {
            return Optional.empty();
        }
        String schema = scalar(node);
        if (engine != Engine.MYSQL && engine != Engine.MARIADB) {
            mistake(node, "scratchSchema is for MySQL and MariaDB only");
        } else if (!schema.matches("[A-Za-z0-9_]{1,64}")) {
            mistake(node, "scratchSchema must be the name of a database of letters, digits and _, got '" + schema
                    + "'");
        }
        return Optional.of(schema);
    }

    private int concurrency(Node node) {
        if (node == null) {
            return DEFAULT_CONCURRENCY;
        }
        if (!scalar(node).matches("[1-9][0-9]{0,3}")) {
            mistake(node, "maxConcurrentChecks must be a number from 1 to 9999, got '" + scalar(node) + "'");
            return DEFAULT_CONCURRENCY;
        }
        return Integer.parseInt(scalar(node));
    }

    private Map<String, Node> fields(Node node, String of, Set<String> known) {
        var fields = new LinkedHashMap<String, Node>();
        if (!(node instanceof MappingNode mapping)) {
            mistake(node, of + " must be a map");
            return fields;
        }
        for (var tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode());
            if (key.equals("password")) {
                mistake(tuple.getKeyNode(), of
                        + ": a password must not stand in this file: name its environment variable by passwordEnv or its file by "
                        + "passwordFile");
            } else if (known != null && !known.contains(key)) {
                mistake(tuple.getKeyNode(),
                        of + ": '" + key + "' is not known; known are " + known.stream().sorted().toList());
            } else if (fields.put(key, tuple.getValueNode()) != null) {
                mistake(tuple.getKeyNode(), of + ": '" + key + "' stands there twice");
            }
        }
        return fields;
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private void mistake(Node node, String text) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        mistakes.add(file.getFileName() + ":" + line + ": " + text);
    }
}
