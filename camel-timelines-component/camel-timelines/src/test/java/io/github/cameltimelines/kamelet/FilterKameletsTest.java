package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.wire.EventFiles;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters by keyword, chat and office hours. */
class FilterKameletsTest extends KameletCase {

    @ParameterizedTest
    @CsvSource({
        "timelines-keyword-filter-action, keywords, 'price, hours', true",
        "timelines-keyword-filter-action, keywords, price, false",
        "timelines-chat-filter-action, chatIds, 4711, true",
        "timelines-chat-filter-action, chatIds, 4712, false",
        "timelines-chat-filter-action, phones, '+1 202 555 0100,+34600111222', true",
        "timelines-chat-filter-action, phones, +12025550100, false",
        "timelines-chat-filter-action, names, ana lopez, true",
        "timelines-chat-filter-action, names, bea, false"
    })
    void a_filter_lets_go_on_or_ends_the_flow(
            String kamelet, String property, String value, boolean goesOn) throws Exception {
        ok(run(kamelet, Map.of(property, value), EVENT));
        assertThat(reachedEnd()).isEqualTo(goesOn);

        ok(run(kamelet, Map.of(property, value), EventFiles.text("guide-message-received-new")));
        assertThat(reachedEnd()).isEqualTo(goesOn);

        ok(run(kamelet, Map.of(property, value, "pass", "others"), EVENT));
        assertThat(reachedEnd()).isEqualTo(!goesOn);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02T12:00:00Z, true", "2026-03-02T20:00:00Z, false"})
    void office_hours_go_by_the_clock(String now, boolean open) throws Exception {
        app.camel()
                .getRegistry()
                .bind("clock-" + open, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
        Map<String, String> madrid =
                Map.of("timeZone", "Europe/Madrid", "clock", "#bean:clock-" + open);

        ok(run("timelines-office-hours-filter-action", madrid, EVENT));

        assertThat(reachedEnd()).isEqualTo(open);
    }

    @Test
    void a_filter_ends_the_flow_as_a_step_of_the_kamelet_eip_too() throws Exception {
        app.add(
                """
                - route:
                    id: eip
                    from:
                      uri: direct:eip
                      steps:
                        - kamelet:
                            name: timelines-keyword-filter-action
                            parameters:
                              keywords: price
                        - to: mock:eip
                """);

        ok(app.send("eip", EVENT, Map.of()));
        MockEndpoint end = app.camel().getEndpoint("mock:eip", MockEndpoint.class);
        assertThat(end.getReceivedExchanges()).isEmpty();
    }

    @Test
    void a_filter_that_cannot_work_fails_when_the_flow_starts() {
        refused(
                "timelines-keyword-filter-action",
                Map.of(),
                "timelines-keyword-filter-action the following mandatory parameters must be provided: keywords");
        refused("timelines-keyword-filter-action", Map.of("keywords", ","), "keywords is empty");
        refused(
                "timelines-chat-filter-action",
                Map.of(),
                "no chat is named; set chatIds, phones or names");
        refused(
                "timelines-office-hours-filter-action",
                Map.of(),
                "timelines-office-hours-filter-action the following mandatory parameters must be provided: timeZone");
        refused(
                "timelines-office-hours-filter-action",
                Map.of("timeZone", "Europe/Madrit"),
                "timeZone is Europe/Madrit, which is no time zone");
        refused(
                "timelines-office-hours-filter-action",
                Map.of("timeZone", "UTC", "from", "nine"),
                "from is nine, which is no time of day");
    }
}
