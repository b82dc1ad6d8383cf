package dev.plangate.checks.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The server that other tests ask is a real one, and has the settings that they ask for. */
class MariaDbServerIT {
    @Test
    void isMariaDb() throws Exception {
        assertThat(MariaDbServer.shared().query("", "select version()")).singleElement().asString()
                .containsIgnoringCase("mariadb");
    }

    @Test
    void isOneForAll() {
        assertThat(MariaDbServer.shared()).isSameAs(MariaDbServer.with(MariaDbServer.ROW_LOG));
    }

    @Test
    void hasTheBinaryLogThatWasAskedFor() throws Exception {
        assertThat(MariaDbServer.shared().query("", """
                select concat_ws(' ', @@log_bin, @@binlog_format, @@binlog_row_image, @@log_slave_updates)
                """)).isEqualTo(List.of("ON ROW FULL ON"));
        assertThat(MariaDbServer.with(MariaDbServer.NO_LOG).query("", "select @@log_bin")).isEqualTo(List.of("0"));
    }

    @Test
    void makesADatabaseAnew() throws Exception {
        for (int i = 0; i < 2; i++) {
            MariaDbServer.shared().database("anew", "create table t (id int primary key)", "insert into t values (1)");
        }
        assertThat(MariaDbServer.shared().query("anew", "select count(*) from t")).isEqualTo(List.of("1"));
    }
}
