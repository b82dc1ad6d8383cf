package dev.plangate.db;

import dev.plangate.db.row.WebhookRow;
import dev.plangate.v1.Webhook;
import java.util.Collection;
import java.util.List;

/** The webhooks of projects. Table webhook. */
public final class Webhooks {

    /** Those of the projects that are known and not archived, in the order of their names. */
    public List<WebhookRow> find(Tx tx, Collection<String> projects) {
        return tx.query("""
                select w.project, w.content
                  from webhook w
                  join project p on p.name = w.project
                 where w.project = any(?)
                   and not p.archived
                 order by w.project, w.name
                """).texts(projects).list(row -> new WebhookRow(row.text(), row.message(Webhook.parser())));
    }

    /** From now on the projects have these, and no others. The caller holds the projects' locks exclusively. */
    public void replace(Tx tx, Collection<String> projects, List<WebhookRow> rows) {
        if (projects.isEmpty()) {
            return;
        }
        tx.query("delete from webhook where project = any(?)").texts(projects).update();
        if (!rows.isEmpty()) {
            tx.query("""
                    insert into webhook (project, name, content)
                    select project, name, content
                      from unnest(?, ?, ?) as given (project, name, content)
                     order by project, name
                    """).texts(rows, WebhookRow::project).texts(rows, row -> row.content().getName())
                    .bytes(rows, row -> row.content().toByteArray()).update();
        }
    }
}
