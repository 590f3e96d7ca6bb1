package io.github.cameltimelines.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest {

    @Test
    void a_chat_reads_the_spellings_of_rest_and_of_every_webhook() throws Exception {
        Chat rest =
                read(
                        """
                        {"id":4711,"name":"Ana","phone":"+34600111222","jid":"34600111222@s.whatsapp.net","is_group":false,
                         "closed":false,"read":true,"labels":["lead"],"responsible":"eva@shop.example","unattended":true,
                         "created_timestamp":"2026-03-01 08:00:00 +0100","is_allowed_to_message":false,
                         "last_message":{"uid":"u-1","text":"hi"},
                         "group_members":[{"name":"B","phone":"+1","role":"admin","chat_id":null}]}
                        """);
        Chat message =
                read(
                        "{\"chat_id\":4711,\"full_name\":\"Ana\",\"is_group\":false,\"phone\":\"34600111222\"}");
        Chat reaction = read("{\"chat_id\":4711,\"full_name\":\"Ana\",\"chat_type\":\"group\"}");
        Chat chatEvent =
                read(
                        """
                        {"id":4711,"name":"Ana","unattended_customer":true,"labels":[{"name":"lead"},"vip",null],
                         "previous_responsible_email":"tom@shop.example","responsible_email":"eva@shop.example"}
                        """);
        Chat waba =
                read(
                        """
                        {"id":90155,"waba_account_id":4821,"closed":false,"service_window_is_open":true,
                         "service_window_expires_at":"2026-03-02 09:15:00 +0100"}
                        """);

        assertThat(rest.id()).isEqualTo(message.id()).isEqualTo(4711);
        assertThat(rest.name()).isEqualTo(message.name()).isEqualTo("Ana");
        assertThat(rest.responsibleEmail()).isEqualTo(chatEvent.responsibleEmail());
        assertThat(rest.unattended()).isTrue().isEqualTo(chatEvent.unattended());
        assertThat(rest.allowedToMessage()).isFalse();
        assertThat(rest.lastMessage().uid()).isEqualTo("u-1");
        assertThat(rest.groupMembers().get(0).role()).isEqualTo("admin");
        assertThat(reaction.group()).isTrue();
        assertThat(message.labels()).isNull();
        assertThat(chatEvent.labels()).containsExactly("lead", "vip");
        assertThat(chatEvent.previousResponsibleEmail()).isEqualTo("tom@shop.example");
        assertThat(waba.serviceWindowOpen()).isTrue();
        assertThat(waba.wabaAccountId()).isEqualTo(4821);
        assertThat(
                        TimelinesJson.mapper()
                                .readValue(
                                        TimelinesJson.mapper().writeValueAsString(rest),
                                        Chat.class))
                .isEqualTo(rest);
        assertThat(rest.toString() + rest.groupMembers()).doesNotContain("Ana", "600111222", "+1");
    }

    @Test
    void an_account_reads_the_spellings_of_rest_webhooks_and_quick_start() throws Exception {
        WhatsAppAccount rest =
                account(
                        """
                        {"id":"34600999888@s.whatsapp.net","phone":"+34600999888","connected_on":"2026-01-01 10:00:00 +0100",
                         "status":"active","account_name":"Shop Desk","owner_name":"Eva","owner_email":"eva@shop.example"}
                        """);
        WhatsAppAccount call =
                account(
                        """
                        {"whatsapp_account_wid":"34600999888@s.whatsapp.net","full_name":"Shop Desk",
                         "email":"eva@shop.example","phone":"+34600999888"}
                        """);
        WhatsAppAccount quickStart =
                account(
                        "{\"id\":\"1\",\"phone\":\"+1\",\"name\":\"Shop Desk\",\"connected\":true}");

        assertThat(call.id()).isEqualTo(rest.id());
        assertThat(call.accountName()).isEqualTo(rest.accountName());
        assertThat(call.ownerEmail()).isEqualTo(rest.ownerEmail());
        assertThat(rest.connectedOn()).isEqualTo(OffsetDateTime.parse("2026-01-01T10:00:00+01:00"));
        assertThat(rest.active()).isTrue();
        assertThat(call.active()).isFalse();
        assertThat(quickStart.active()).isTrue();
        assertThat(quickStart.accountName()).isEqualTo("Shop Desk");
        assertThat(rest.toString()).doesNotContain("600999888", "Eva", "eva@");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-08 10:35:18 +0200, 2024-01-08T10:35:18+02:00",
        "2024-01-08T08:35:18Z, 2024-01-08T08:35:18Z",
        "2024-01-08T08:35:18.123Z, 2024-01-08T08:35:18.123Z",
        "2024-01-08T08:35:18.123456+02:00, 2024-01-08T08:35:18.123456+02:00",
        "2024-01-08 10:35:18+02:00, 2024-01-08T10:35:18+02:00",
        "2024-01-08 10:35, 2024-01-08T10:35:00Z",
        "2024-01-08T10:35:18, 2024-01-08T10:35:18Z",
    })
    void a_time_is_read_in_every_format_that_timelinesai_writes(String text, String expected) {
        assertThat(TimelinesTime.parse(text)).contains(OffsetDateTime.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "yesterday", "2024-13-40 10:35", "1704702918"})
    void a_time_in_another_format_is_absent_and_no_error(String text) {
        assertThat(TimelinesTime.parse(text)).isEmpty();
    }

    private static Chat read(String json) throws Exception {
        return TimelinesJson.mapper().readValue(json, Chat.class);
    }

    private static WhatsAppAccount account(String json) throws Exception {
        return TimelinesJson.mapper().readValue(json, WhatsAppAccount.class);
    }
}
