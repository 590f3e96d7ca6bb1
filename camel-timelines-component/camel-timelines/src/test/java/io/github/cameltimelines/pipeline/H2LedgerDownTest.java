package io.github.cameltimelines.pipeline;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerDownTest extends LedgerDownContract {

    @TempDir Path folder;

    @Override
    DataSource dataSource() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:file:" + folder.resolve("ledger").toAbsolutePath());
        return h2;
    }
}
