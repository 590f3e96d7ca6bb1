package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.workspace.Sessions;
import io.github.cameltimelines.workspace.Token;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long somebody is signed in, and on which nodes. */
abstract class SessionsContract extends PipelineFixture {

    private static final Duration MOMENT = Duration.ofMinutes(1);

    private Sessions sessions;
    private Token token;

    @BeforeEach
    void createToken() {
        sessions = sessions();
        String secret = pipeline.workspaces().edit(edits -> edits.createToken(1, "ana"));
        token = pipeline.workspaces().byToken(secret).orElseThrow();
    }

    private Sessions sessions() {
        return new Sessions(pipeline.ledger(), clock);
    }

    @Test
    void a_session_is_known_by_its_secret_alone_which_stands_nowhere() throws Exception {
        String secret = sessions.begin(token);
        assertThat(sessions.use(secret)).contains(token.id());
        assertThat(sessions.use(secret + "x")).isEmpty();
        assertThat(sessions.use("")).isEmpty();
        assertThat(sessions.begin(token)).isNotEqualTo(secret);
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM timelines_session")) {
            int rows = 0;
            for (; row.next(); rows++) {
                for (int at = 1; at <= row.getMetaData().getColumnCount(); at++) {
                    assertThat(String.valueOf(row.getObject(at))).doesNotContain(secret);
                }
            }
            assertThat(rows).isEqualTo(2);
        }
    }

    @Test
    void it_holds_after_a_restart_and_on_another_node() throws Exception {
        String secret = sessions.begin(token);
        assertThat(sessions().use(secret)).as("another node").contains(token.id());
        pipeline.close();
        pipeline = start();
        assertThat(sessions().use(secret)).as("after a restart").contains(token.id());
    }

    @Test
    void it_is_over_on_every_node_when_somebody_signs_out() {
        String secret = sessions.begin(token);
        String other = sessions.begin(token);
        sessions().end(secret);
        assertThat(sessions.use(secret)).isEmpty();
        assertThat(sessions.use(other)).as("of another browser").contains(token.id());
        sessions.end(secret);
        sessions.end("no session");
    }

    @Test
    void it_is_over_when_it_was_not_used_for_twelve_hours() {
        String secret = sessions.begin(token);
        clock.jump(Sessions.IDLE.minus(MOMENT));
        assertThat(sessions.use(secret)).as("which prolongs it").contains(token.id());
        clock.jump(Sessions.IDLE.minus(MOMENT));
        assertThat(sessions.use(secret)).contains(token.id());
        clock.jump(Sessions.IDLE);
        assertThat(sessions.use(secret)).isEmpty();
    }

    @Test
    void it_is_over_after_seven_days_however_much_it_is_used() {
        String secret = sessions.begin(token);
        Duration step = Duration.ofHours(6);
        for (Duration age = step; age.compareTo(Sessions.LIFETIME) < 0; age = age.plus(step)) {
            clock.jump(step);
            assertThat(sessions.use(secret)).as("after " + age).contains(token.id());
        }
        clock.jump(step);
        assertThat(sessions.use(secret)).isEmpty();
    }

    @Test
    void those_that_are_over_are_removed_with_the_next_that_begins() throws Exception {
        sessions.begin(token);
        clock.jump(Sessions.IDLE);
        sessions.begin(token);
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM timelines_session")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }
}
