package dev.plangate.topology.approval;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.plangate.topology.approval.Compiled.Faulty;
import java.util.Optional;

/** What types do not say: loops that are few and not nested, patterns that are written out and fit. */
final class CelShape {
    /** all() and exists() of one condition: each looks at {@link Facts#LONGEST} entries at most. */
    static final int COMPREHENSIONS = 8;

    private static final int LONGEST_PATTERN = 200;

    private final CelAbstractSyntaxTree tree;
    private int comprehensions;

    private CelShape(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    static Optional<Faulty> fault(CelAbstractSyntaxTree tree) {
        var shape = new CelShape(tree);
        return CelNavigableAst.fromAst(tree).getRoot().allNodes().flatMap(node -> shape.fault(node).stream())
                .findFirst();
    }

    private Optional<Faulty> fault(CelNavigableExpr node) {
        return switch (node.getKind()) {
            case COMPREHENSION -> loop(node);
            case CALL -> node.expr().call().function().equals("matches") ? pattern(node.expr()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Faulty> loop(CelNavigableExpr node) {
        comprehensions++;
        if (comprehensions > COMPREHENSIONS) {
            return Optional.of(at(node.expr(), "more than " + COMPREHENSIONS + " of all() and exists(); wanted fewer"));
        }
        for (var above = node.parent(); above.isPresent(); above = above.get().parent()) {
            if (above.get().getKind() == ExprKind.Kind.COMPREHENSION) {
                return Optional
                        .of(at(node.expr(), "all() or exists() within another one; wanted one beside the other"));
            }
        }
        return Optional.empty();
    }

    private Optional<Faulty> pattern(CelExpr call) {
        var pattern = call.call().args().getLast();
        if (pattern.getKind() != ExprKind.Kind.CONSTANT
                || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return Optional.of(at(pattern, "a pattern that is not written out; wanted matches('...')"));
        }
        var text = pattern.constant().stringValue();
        try {
            if (text.length() <= LONGEST_PATTERN && Pattern.compile(text).programSize() <= LONGEST_PATTERN * 5) {
                return Optional.empty();
            }
            return Optional.of(at(pattern, "a pattern that is too large; wanted a shorter one with smaller counts"));
        } catch (PatternSyntaxException e) {
            return Optional.of(at(pattern, "no pattern of RE2: " + e.getMessage()));
        }
    }

    private Faulty at(CelExpr expression, String reason) {
        var source = tree.getSource();
        int offset = source.getPositionsMap().getOrDefault(expression.id(), 0);
        return source.getOffsetLocation(offset)
                .map(at -> new Faulty(Math.max(1, at.getLine()), Math.max(0, at.getColumn()) + 1, reason))
                .orElseGet(() -> new Faulty(1, 1, reason));
    }
}
