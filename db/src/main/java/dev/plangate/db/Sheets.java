package dev.plangate.db;

import dev.plangate.db.row.SheetRow;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SQL texts by hash. Table sheet. */
public final class Sheets {

    /** Those of the hashes that are stored. */
    public Set<String> present(Tx tx, Collection<String> sha256s) {
        return Set.copyOf(tx.query("select sha256 from sheet where sha256 = any(?)").texts(sha256s).list(Row::text));
    }

    /** The texts by hash. A sheet has up to 8 MiB: ask for few at a time. */
    public Map<String, String> texts(Tx tx, Collection<String> sha256s) {
        Map<String, String> texts = new LinkedHashMap<>();
        tx.query("select sha256, text from sheet where sha256 = any(?) order by sha256").texts(sha256s)
                .list(row -> new SheetRow(row.text(), row.text())).forEach(row -> texts.put(row.sha256(), row.text()));
        return texts;
    }

    /** Stores what is not there yet; the hashes that were new. */
    public Set<String> save(Tx tx, List<SheetRow> rows) {
        List<SheetRow> once = Newest.of(rows, SheetRow::sha256, row -> 0);
        return Set.copyOf(tx.query("""
                insert into sheet (sha256, text)
                select sha256, text
                  from unnest(?, ?) as given (sha256, text)
                 order by sha256
                    on conflict (sha256) do nothing
                returning sha256
                """).texts(once, SheetRow::sha256).texts(once, SheetRow::text).list(Row::text));
    }
}
