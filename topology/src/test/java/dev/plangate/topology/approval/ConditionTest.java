package dev.plangate.topology.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions say of a change of which everything is known, and of the same one when the rows or the tables are not. */
class ConditionTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " ; ", quoteCharacter = '"', textBlock = """
            # condition                                              ; known ; rows unknown ; tables unknown
            affected_rows > 100                                      ; yes   ; ?   ; yes
            affected_rows > 1000                                     ; no    ; ?   ; no
            'DROP_TABLE' in statement_types                          ; no    ; no  ; no
            'prod' in environments && affected_rows > 100            ; yes   ; ?   ; yes
            'prod' in environments || affected_rows > 1000           ; yes   ; yes ; yes
            'stage' in environments && affected_rows > 100           ; no    ; no  ; no
            !(affected_rows > 100)                                   ; no    ; ?   ; no
            affected_rows == affected_rows                           ; yes   ; ?   ; yes
            'public.users' in changed_tables                         ; yes   ; yes ; ?
            changed_tables.exists(t, t.startsWith('public.'))        ; yes   ; yes ; ?
            changed_tables.all(t, t.matches('^public[.](a|b).*$'))   ; no    ; no  ; ?
            changed_tables.all(t, t.endsWith('s') || affected_rows < 1) ; yes ; yes ; ?
            size(changed_tables) > 1                                 ; yes   ; yes ; ?
            size(changed_tables) > 1 ? affected_rows > 9 : false     ; yes   ; ?   ; ?
            targets_checked < targets_derived                        ; no    ; no  ; no
            project == 'projects/shop' && engines == ['POSTGRES']    ; yes   ; yes ; yes
            project.contains('shop')                                 ; yes   ; yes ; yes
            """)
    void saysSo(String text, String known, String withoutRows, String withoutTables) {
        var condition = CelLanguage.compile(text) instanceof Compiled.Sound sound ? sound.condition() : null;

        assertThat(condition).as("%s: %s", text, CelLanguage.compile(text)).isNotNull();
        assertThat(condition.over(Changes.KNOWN)).isEqualTo(truth(known));
        assertThat(condition.over(Changes.without(Changes.KNOWN, 2))).isEqualTo(truth(withoutRows));
        assertThat(condition.over(Changes.without(Changes.KNOWN, 16))).isEqualTo(truth(withoutTables));
    }

    private static Truth truth(String word) {
        return word.equals("?") ? new Truth.Unknown() : new Truth.Decided(word.equals("yes"));
    }
}
