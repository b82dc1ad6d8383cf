package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** The body of a function or procedure is not valid. */
final class InvalidFunctionBody implements Rule {
    private static final RuleInfo INFO = new RuleInfo("invalid-function-body", 1381, Level.WARNING,
            "The code of a function or procedure cannot be parsed.",
            "The server refuses it when the function is made, or, with check_function_bodies off, each time it is called.")
            .instead("Mend the code.")
            .example("CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETRUN 1; END $$;",
                    "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.statement().body().stream().filter(body -> !body.runs() && !body.problem().isEmpty())
                .map(body -> review.finding(INFO, new Severity(INFO.level(), ""), body.range(),
                        "Its code is not valid: " + body.problem() + ".", ""));
    }
}
