package dev.plangate.checks.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.ghost.TableFacts.KeyColumn;
import dev.plangate.checks.ghost.TableFacts.UniqueKey;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedKeyTest {
    private static final UniqueKey PRIMARY = new UniqueKey("PRIMARY", List.of(new KeyColumn("id", false, "bigint")));
    private static final UniqueKey CODE = new UniqueKey("code_u", List.of(new KeyColumn("code", false, "varchar")));
    private static final UniqueKey MAYBE = new UniqueKey("maybe_u", List.of(new KeyColumn("maybe", true, "int")));
    private static final UniqueKey FLOAT = new UniqueKey("float_u", List.of(new KeyColumn("f", false, "float")));
    private static final UniqueKey EXPRESSION = new UniqueKey("expr_u", List.of(new KeyColumn("", false, "")));

    private static String key(List<UniqueKey> keys, String change) {
        var alter = (GhostSheet.Alter) SheetReader.read("alter table t " + change);
        return SharedKey.of(keys, alter.statement().clauses()).map(UniqueKey::name).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\1', textBlock = """
            add a int                                            | PRIMARY | none
            drop primary key                                     | code_u  | none
            drop column `ID`                                     | code_u  | none
            drop id                                              | code_u  | none
            drop column if exists id                             | code_u  | none
            drop primary key, drop key code_u                    | none    | none
            drop primary key, drop constraint code_u             | none    | none
            drop primary key, drop index if exists CODE_U        | none    | none
            drop primary key, drop column code                   | none    | none
            drop primary key, modify code varchar(9)             | none    | none
            drop primary key, modify code varchar(9) not null    | code_u  | none
            drop primary key, change column code code text       | none    | none
            drop primary key, add primary key (id, code)         | PRIMARY | none
            drop primary key, add constraint p primary key (`id` desc) | PRIMARY | none
            drop primary key, add unique u (code), drop key code_u | code_u | none
            drop primary key, add primary key (other), drop key code_u | none | none
            modify id int                                        | PRIMARY | none
            drop index other, drop check c, drop foreign key f   | PRIMARY | none
            """)
    void isOneThatIsThereBeforeAndAfter(String change, String key, String without) {
        assertThat(key(List.of(PRIMARY, CODE, MAYBE, FLOAT, EXPRESSION), change)).isEqualTo(key);
        assertThat(key(List.of(MAYBE, FLOAT, EXPRESSION), change)).isEqualTo(without);
    }
}
