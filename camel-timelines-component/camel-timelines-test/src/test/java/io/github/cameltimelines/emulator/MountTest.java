package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountTest {

    private final Vertx vertx = Vertx.vertx();
    private TimelinesEmulator emulator;
    private String root;

    @BeforeEach
    void mount() throws Exception {
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false));
        Router router = Router.router(vertx);
        server.requestHandler(router);
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().get();
        root = "http://localhost:" + server.actualPort();
        router.get("/mine").handler(ctx -> ctx.end("mine"));
        emulator = TimelinesEmulator.builder().publicUrl(root).mountOn(router, vertx, "/emulator");
        router.get("/emulators").handler(ctx -> ctx.end("not the emulator"));
    }

    @AfterEach
    void stop() throws Exception {
        emulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void everything_is_below_the_prefix_on_the_shared_router() {
        assertThat(emulator.baseUrl()).isEqualTo(root + "/emulator/integrations/api");
        Api api = Api.of(emulator);
        assertThat(api.get("/chats").status()).isEqualTo(200);
        assertThat(api.get("/chats/").type()).startsWith("text/html");
        assertThat(
                        Api.side(emulator)
                                .post("/customers/%2B34600111222/messages", "{\"text\":\"hi\"}")
                                .status())
                .isEqualTo(201);
        assertThat(api.get("/chats/4711/messages").data().get("messages")).hasSize(1);
        assertThat(api.get("/nothing").status()).isEqualTo(404);
        assertThat(emulator.requests().get(0).path()).isEqualTo("/chats");
    }

    @Test
    void the_page_is_at_the_prefix_with_and_without_a_slash() {
        Api plain = new Api(root, null);
        for (String path : new String[] {"/emulator", "/emulator/"}) {
            String page = plain.get(path).body();
            assertThat(page).contains("action=\"/emulator\"", "src=\"/emulator/assets/");
            String script = page.replaceFirst("(?s).*src=\"([^\"]+page.js)\".*", "$1");
            assertThat(plain.get(script).type()).startsWith("text/javascript");
        }
    }

    @Test
    void other_routes_of_the_router_are_left_alone() {
        Api plain = new Api(root, null);
        assertThat(plain.get("/mine").body()).isEqualTo("mine");
        assertThat(plain.get("/emulators").body()).isEqualTo("not the emulator");
        assertThat(plain.get("/other").status()).isEqualTo(404);
    }

    @Test
    void a_prefix_must_be_a_path() {
        for (String bad : new String[] {"", "/", "emulator", "/emulator/", "/e\"m"}) {
            assertThatThrownBy(() -> TimelinesEmulator.mountOn(Router.router(vertx), vertx, bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
