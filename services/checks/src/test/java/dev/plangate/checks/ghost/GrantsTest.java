package dev.plangate.checks.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final String TEN = "ALTER, CREATE, DELETE, DROP, INDEX, INSERT, LOCK TABLES, SELECT, TRIGGER, UPDATE";
    private static final String USAGE = "GRANT USAGE ON *.* TO `u`@`%`";

    private static List<String> missing(String... grants) {
        return Grants.missing(List.of(grants), "my_db");
    }

    @Test
    void whatIsEnough() {
        assertThat(missing("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION")).isEmpty();
        assertThat(missing("GRANT REPLICATION SLAVE, SUPER ON *.* TO `u`@`%`",
                "GRANT ALL PRIVILEGES ON `my\\_db`.* TO `u`@`%`")).isEmpty();
        assertThat(missing("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `u`@`%` IDENTIFIED BY PASSWORD '*A'",
                "GRANT " + TEN + ", REFERENCES ON `my_db`.* TO `u`@`%`")).isEmpty();
        assertThat(missing("GRANT REPLICATION SLAVE, BINLOG MONITOR, " + TEN + " ON *.* TO `u`@`%`")).isEmpty();
    }

    @Test
    void aDatabaseWithoutAnythingToEscape() {
        assertThat(Grants.missing(List.of("GRANT SUPER, REPLICATION SLAVE ON *.* TO `u`@`%`",
                "GRANT ALL PRIVILEGES ON `shop`.* TO `u`@`%`"), "shop")).isEmpty();
    }

    @Test
    void whatIsNot() {
        String here = TEN + " ON `my_db`.*";
        assertThat(missing(USAGE)).containsExactly(here, "REPLICATION CLIENT ON *.*", "REPLICATION SLAVE ON *.*");
        assertThat(missing("GRANT REPLICATION SLAVE, SUPER ON *.* TO `u`@`%`",
                "GRANT ALL PRIVILEGES ON `other`.* TO `u`@`%`")).containsExactly(here);
        // gh-ost wants them all in one grant
        assertThat(missing("GRANT REPLICATION SLAVE, SUPER, SELECT ON *.* TO `u`@`%`",
                "GRANT " + TEN.replace("SELECT, ", "") + " ON `my_db`.* TO `u`@`%`")).containsExactly(here);
        assertThat(missing("GRANT ALL PRIVILEGES ON `my_db`.* TO `u`@`%`",
                "GRANT REPLICATION SLAVE ON *.* TO `u`@`%`")).containsExactly("REPLICATION CLIENT ON *.*");
    }
}
