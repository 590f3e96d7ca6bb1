package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.inbox.HookSecret;
import io.github.cameltimelines.workspace.Token;
import io.github.cameltimelines.workspace.Workspace;
import io.github.cameltimelines.workspace.Workspaces;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What is kept of workspaces and tokens, and by what they are found. */
abstract class WorkspacesContract extends PipelineFixture {

    private static final String SECRET = "a-secret-of-the-hook";

    private Workspaces workspaces() {
        return pipeline.workspaces();
    }

    private Workspace create(String name, String secret) {
        return workspaces()
                .edit(edits -> edits.create(new Workspace(0, name, secret, "o@example.com", 3)));
    }

    @Test
    void a_workspace_is_found_by_number_name_and_secret_also_after_a_restart() throws Exception {
        Workspace second = create("second", SECRET);
        assertThat(second.id()).isGreaterThan(Workspace.DEFAULT_ID);
        pipeline.close();
        pipeline = start();
        assertThat(workspaces().byId(second.id())).contains(second);
        assertThat(workspaces().byName("second")).contains(second);
        assertThat(workspaces().byHookSecret(SECRET)).contains(second);
        assertThat(workspaces().byHookSecret(SECRET + "x")).isEmpty();
        assertThat(workspaces().byHookSecret("")).isEmpty();
        assertThat(workspaces().all()).hasSize(2);
        assertThat(second.toString()).doesNotContain(SECRET, "example.com");
    }

    @Test
    void no_two_workspaces_have_one_name_or_one_secret() {
        create("second", SECRET);
        assertThatThrownBy(() -> create("second", null)).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> create("third", SECRET)).isInstanceOf(DuplicateKeyException.class);
        assertThat(create("fourth", null).id()).isPositive();
        assertThat(create("fifth", null).id()).isPositive();
    }

    @Test
    void a_token_is_known_until_it_is_revoked_and_stands_nowhere() throws Exception {
        int id = create("second", null).id();
        String token = workspaces().edit(edits -> edits.createToken(id, "ana"));
        Token known = workspaces().byToken(token).orElseThrow();
        assertThat(known.workspaceId()).isEqualTo(id);
        assertThat(known.name()).isEqualTo("ana");
        assertThat(workspaces().byToken(token + "x")).isEmpty();
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM timelines_token")) {
            assertThat(row.next()).isTrue();
            for (int at = 1; at <= row.getMetaData().getColumnCount(); at++) {
                assertThat(String.valueOf(row.getObject(at))).doesNotContain(token);
            }
        }
        boolean another = workspaces().edit(edits -> edits.revoke(known.id() + 1));
        assertThat(another).isFalse();
        assertThat(workspaces().byToken(token)).isPresent();
        boolean revoked = workspaces().edit(edits -> edits.revoke(known.id()));
        assertThat(revoked).isTrue();
        assertThat(workspaces().tokens()).singleElement().extracting(Token::revokedAt).isNotNull();
        assertThat(workspaces().byToken(token)).isEmpty();
        workspaces().edit(edits -> edits.addToken(id, "again", token));
        assertThat(workspaces().byToken(token)).as("revoked once, it stays so").isEmpty();
    }

    @Test
    void another_node_sees_a_change_and_also_the_secret_that_a_route_had_made() {
        Workspaces elsewhere = new Workspaces(pipeline.ledger(), clock);
        String token = workspaces().edit(edits -> edits.createToken(1, "ana"));
        String secret = HookSecret.keptIn(pipeline.ledger());
        elsewhere.refresh();
        assertThat(elsewhere.byToken(token)).isPresent();
        assertThat(elsewhere.byHookSecret(secret)).map(Workspace::id).contains(1);
    }

    @Test
    void what_no_workspace_can_have_is_refused_by_name() {
        assertThatThrownBy(() -> new Workspace(0, " ", null, null, null))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new Workspace(0, "a", "short", null, null))
                .hasMessageContaining("webhookSecret")
                .hasMessageNotContaining("short");
        for (String email :
                new String[] {"nobody", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: c@d"}) {
            assertThatThrownBy(() -> new Workspace(0, "a", null, email, null))
                    .hasMessageContaining("owner_email");
        }
        assertThatThrownBy(() -> new Workspace(0, "a", null, null, -1))
                .hasMessageContaining("webhook_limit");
        assertThatThrownBy(() -> workspaces().edit(edits -> edits.addToken(1, "a", "short")))
                .hasMessageContaining("token");
        assertThatThrownBy(() -> workspaces().edit(edits -> edits.createToken(1, "")))
                .hasMessageContaining("name");
    }
}
