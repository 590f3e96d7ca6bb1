package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameltimelines.model.TimelinesJson;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation sends and how it reads its answer; files have a test of their own. */
class OperationsTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final ObjectMapper JSON = TimelinesJson.newMapper();

    static List<OperationSample> samples() {
        return Stream.of(ConversationSamples.all(), WorkspaceSamples.all(), WabaSamples.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_operation_sends_what_the_api_wants_and_reads_its_answer(OperationSample sample)
            throws Exception {
        String envelope =
                "success".equals(sample.data())
                        ? "{\"success\":true}"
                        : sample.data() == null
                                ? "{\"status\":\"ok\"}"
                                : "{\"status\":\"ok\",\"data\":" + sample.data() + "}";
        FIXTURE.server.stubFor(any(anyUrl()).willReturn(okJson(envelope)));

        Object answer = FIXTURE.api.call(sample.operation(), sample.arguments());

        assertThat(FIXTURE.server.getAllServeEvents()).hasSize(1);
        LoggedRequest request = FIXTURE.server.getAllServeEvents().get(0).getRequest();
        assertThat(request.getMethod().getName()).isEqualTo(sample.operation().method());
        assertThat(request.getUrl()).isEqualTo("/integrations/api" + sample.path());
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + ApiFixture.TOKEN);
        if (sample.body() == null) {
            assertThat(request.getBodyAsString()).isEmpty();
        } else {
            assertThat(JSON.readTree(request.getBody())).isEqualTo(JSON.readTree(sample.body()));
            assertThat(request.getHeader("Content-Type"))
                    .isEqualToIgnoringCase("application/json; charset=UTF-8");
        }
        assertThat(String.valueOf(answer)).contains(sample.expected());
    }

    @Test
    void every_operation_of_the_table_has_a_sample() {
        Set<Operation<?>> tried =
                samples().stream().map(OperationSample::operation).collect(Collectors.toSet());

        assertThat(all().filter(o -> !o.multipart())).allMatch(tried::contains);
        assertThat(all()).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    }

    @Test
    void only_operations_that_may_be_done_twice_are_repeatable() {
        assertThat(all().filter(o -> !o.repeatable()).map(Operation::toString))
                .containsExactlyInAnyOrder(
                        "POST /chats/{chat_id}/notes",
                        "POST /chats/{chat_id}/messages",
                        "POST /messages",
                        "POST /messages/to_jid",
                        "POST /chats/{chat_id}/file_message",
                        "POST /chats/{chat_id}/voice_message",
                        "POST /files",
                        "POST /files_upload",
                        "POST /workspace/invitations",
                        "POST /templates",
                        "POST /templates/{template_id}/track_usage",
                        "POST /v2/chats/{chat_id}/messages",
                        "POST /v2/messages",
                        "POST /v2/templates",
                        "POST /waba/chats/{chat_id}/messages",
                        "POST /waba/chats/{chat_id}/messages",
                        "POST /waba/messages",
                        "POST /waba/accounts/{waba_account_id}/analytics");
    }

    static Stream<Operation<?>> all() {
        return Arrays.stream(Operations.class.getFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()))
                .map(OperationsTest::value);
    }

    private static Operation<?> value(Field field) {
        try {
            return (Operation<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
