package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Comment;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import java.util.List;

/** What the grammars of MySQL and MariaDB made of a sheet. */
public sealed interface MySqlSheet {
    /** The text that was parsed. */
    SourceText source();

    /**
     * Valid SQL, statement by statement.
     *
     * @param comments all of them, in order
     */
    record Valid(SourceText source, Dialect dialect, List<MySqlStatement> statements, List<Comment> comments)
            implements
                MySqlSheet {
        public Valid {
            statements = List.copyOf(statements);
            comments = List.copyOf(comments);
        }

        /** Those that stand in a part of the text. */
        public List<Comment> comments(Range gap) {
            return comments.stream().filter(
                    comment -> comment.range().from() >= gap.from() && comment.range().to() <= gap.to()).toList();
        }
    }

    /** No statements are known. */
    record Refused(ParsedSheet.Refused why) implements MySqlSheet {
        @Override
        public SourceText source() {
            return why.source();
        }
    }
}
