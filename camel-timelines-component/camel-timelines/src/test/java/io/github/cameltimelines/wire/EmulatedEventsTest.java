package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.emulator.Envelope;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.emulator.WebhookAttempt;
import io.github.cameltimelines.model.Call;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.MessageReaction;
import io.github.cameltimelines.model.WabaAccount;
import io.github.cameltimelines.model.WabaChat;
import io.github.cameltimelines.model.WabaMessage;
import io.github.cameltimelines.model.WabaTemplate;
import io.github.cameltimelines.model.WhatsAppAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The emulator shares no code with the reader, so that each checks the other. */
class EmulatedEventsTest {

    private static final Map<EventType, Event> SPECIFIED = new EnumMap<>(EventType.class);
    private static final Map<EventType, Event> SEED = new EnumMap<>(EventType.class);

    @BeforeAll
    static void fireOneEventOfEachType() throws Exception {
        collect(Envelope.TIMELINES_V2, SPECIFIED);
        collect(Envelope.SEED, SEED);
    }

    @ParameterizedTest
    @EnumSource
    void both_envelopes_of_each_type_give_the_same_fields(EventType type) {
        Event specified = SPECIFIED.get(type);
        Event seed = SEED.get(type);

        assertThat(specified.type()).isEqualTo(type.wireName());
        assertThat(seed.type()).isEqualTo(type.wireName());
        assertThat(seed.chatId() == null).isEqualTo(specified.chatId() == null);
        assertThat(seed.messageUid() == null).isEqualTo(specified.messageUid() == null);
        assertThat(seed.direction()).isEqualTo(specified.direction());
        assertThat(seed.origin()).isEqualTo(specified.origin());
        assertThat(OrderingKey.of(seed).isPresent())
                .isEqualTo(OrderingKey.of(specified).isPresent());
        assertThat(EventKey.of(EventReader.read(seed.body())).hashed())
                .isEqualTo(EventKey.of(EventReader.read(specified.body())).hashed());
    }

    @ParameterizedTest
    @EnumSource
    void both_envelopes_of_each_type_give_the_same_payload(EventType type) {
        assertThat(EventPayloads.payload(SEED.get(type), classOf(type)))
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(
                        // New in each event, or told in one envelope only.
                        "(.*\\.)?(id|uid|messageUid|chatId|timestamp|receivedTimestamp|wabaAccountId)",
                        "(.*\\.)?(connectedOn|disconnectedOn|createdTimestamp|lastMessageTimestamp)",
                        "(.*\\.)?(lastMessageUid|replyToUid|temporaryDownloadUrl|chatUrl|accounts)",
                        "(message\\.)?(chatName|data|template)",
                        type.payload() == EventType.Payload.CALL ? "recipient" : "none",
                        "(chat|account)(\\..*)?",
                        "phone|jid|serviceWindowExpiresAt")
                .isEqualTo(EventPayloads.payload(SPECIFIED.get(type), classOf(type)));
    }

    private static Class<?> classOf(EventType type) {
        return switch (type.payload()) {
            case MESSAGE -> ChatMessage.class;
            case REACTION -> MessageReaction.class;
            case CHAT -> Chat.class;
            case ACCOUNT -> WhatsAppAccount.class;
            case CALL -> Call.class;
            case WABA_MESSAGE -> WabaMessage.class;
            case WABA_CHAT -> WabaChat.class;
            case WABA_ACCOUNT -> WabaAccount.class;
            case WABA_TEMPLATE -> WabaTemplate.class;
        };
    }

    private static void collect(Envelope envelope, Map<EventType, Event> events) throws Exception {
        try (TimelinesEmulator timelines =
                TimelinesEmulator.builder()
                        .envelope(envelope)
                        .webhookTries(1)
                        .webhookLimit(100)
                        .start()) {
            for (EventType type : EventType.values()) {
                subscribe(timelines, type.wireName());
                timelines.fireSample(type.wireName());
            }
            Awaitility.await()
                    .until(() -> timelines.deliveries().size() == EventType.values().length);
            for (WebhookAttempt attempt : timelines.deliveries()) {
                byte[] body = attempt.body().getBytes(StandardCharsets.UTF_8);
                events.put(
                        EventType.of(attempt.eventType()).orElseThrow(),
                        EventReader.read(body).toEvent(null, EventFiles.NOON));
            }
        }
    }

    /** At a URL where nobody listens: what was sent is in the emulator's log all the same. */
    private static void subscribe(TimelinesEmulator timelines, String type)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(timelines.baseUrl() + "/webhooks"))
                                        .header("Authorization", "Bearer " + timelines.token())
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "{\"event_type\":\"%s\",\"url\":\"http://localhost:1/x\",\"enabled\":true}"
                                                                .formatted(type)))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
