package dev.plangate.topology.approval;

import static dev.cel.checker.CelStandardDeclarations.StandardFunction.CONDITIONAL;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.CONTAINS;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.ENDS_WITH;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.EQUALS;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.GREATER;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.GREATER_EQUALS;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.IN;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LESS;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LESS_EQUALS;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LOGICAL_AND;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LOGICAL_NOT;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LOGICAL_OR;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.MATCHES;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.NOT_EQUALS;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.NOT_STRICTLY_FALSE;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.SIZE;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.STARTS_WITH;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.plangate.topology.approval.Compiled.Faulty;
import dev.plangate.topology.approval.Compiled.Sound;
import java.util.Optional;

/**
 * The part of CEL that conditions are written in: all of it has a value whatever the facts are, at a cost that is bounded before
 * the first evaluation. No arithmetic (it overflows), no index (it may be out of bounds), no conversion.
 */
final class CelLanguage {
    private static final CelOptions OPTIONS = CelOptions.current().maxExpressionCodePointSize(1_000)
            .maxParseRecursionDepth(32).maxParseErrorRecoveryLimit(4).maxRegexProgramSize(1_000)
            .comprehensionMaxIterations(CelShape.COMPREHENSIONS * Facts.LONGEST).enableUnknownTracking(true).build();

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

    private CelLanguage() {}

    static Compiled compile(String text) {
        try {
            var tree = COMPILER.compile(text).getAst();
            var misshapen = CelShape.fault(tree);
            return misshapen.isPresent() ? misshapen.get() : sound(tree);
        } catch (CelValidationException e) {
            return e.getErrors().isEmpty()
                    ? new Faulty(1, 1, String.valueOf(e.getMessage()))
                    : faulty(e.getErrors().getFirst());
        } catch (CelEvaluationException e) {
            return new Faulty(1, 1, String.valueOf(e.getMessage()));
        }
    }

    /** With nothing known, only what is the same for every change is decided. */
    private static Compiled sound(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        var condition = new CelCondition(RUNTIME.createProgram(tree));
        return switch (condition.over(Variables.unknown())) {
            case Truth.Decided(var holds) -> new Sound(condition, Optional.of(holds));
            case Truth.Unknown() -> new Sound(condition, Optional.empty());
            case Truth.Failed(var reason) -> new Faulty(1, 1, "it fails for every change: " + reason);
        };
    }

    private static Faulty faulty(CelIssue issue) {
        var at = issue.getSourceLocation();
        return new Faulty(Math.max(1, at.getLine()), Math.max(0, at.getColumn()) + 1, issue.getMessage());
    }

    private static CelCompiler compiler() {
        var compiler = CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(LOGICAL_AND, LOGICAL_OR, LOGICAL_NOT, CONDITIONAL, EQUALS, NOT_EQUALS, LESS,
                                LESS_EQUALS, GREATER, GREATER_EQUALS, IN, SIZE, CONTAINS, STARTS_WITH, ENDS_WITH,
                                MATCHES, NOT_STRICTLY_FALSE)
                        .build())
                .setStandardMacros(CelStandardMacro.ALL, CelStandardMacro.EXISTS).setResultType(SimpleType.BOOL);
        Variables.TYPES.forEach(compiler::addVar);
        return compiler.build();
    }
}
