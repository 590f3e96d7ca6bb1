package io.github.cameltimelines.kamelet;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.HookFixture;
import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.subscription.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** {@code timelines-event-source}. */
class EventSourceKameletTest extends KameletCase {

    @Test
    void events_reach_the_flow_and_its_failure_is_tried_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        app.camel()
                .getRegistry()
                .bind(
                        "failsOnce",
                        (org.apache.camel.Processor)
                                exchange -> {
                                    if (tries.incrementAndGet() == 1) {
                                        throw new IllegalStateException("not yet");
                                    }
                                });
        app.add(
                """
                - route:
                    id: front-desk
                    from:
                      uri: kamelet:timelines-event-source
                      parameters:
                        eventTypes: message:received:new
                        subscriptionName: front-desk
                        publicUrl: %s
                        retrySchedule: 10ms,10ms
                      steps:
                        - process:
                            ref: failsOnce
                        - to:
                            uri: kamelet:timelines-keyword-filter-action
                            parameters:
                              keywords: hours
                        - to:
                            uri: kamelet:timelines-send-message-sink
                            parameters:
                              text: From nine to five.
                """
                        .formatted(app.url()));
        awaitWebhook("message:received:new");
        int sent = app.timelines().sentByApi().size();

        app.timelines().customer(PHONE).writes("What are your hours?");
        app.timelines().customer(PHONE).writes("Never mind");

        await().atMost(PATIENCE).until(() -> tries.get() == 3);
        await().atMost(PATIENCE).until(() -> app.timelines().sentByApi().size() == sent + 1);
        assertThat(app.timelines().sentByApi().get(sent).text()).isEqualTo("From nine to five.");
    }

    @Test
    void two_flows_have_the_same_events_each_under_its_own_name() throws Exception {
        for (String name : List.of("early", "late")) {
            app.add(
                    """
                    - from:
                        uri: kamelet:timelines-event-source
                        parameters:
                          eventTypes: chat:incoming:new
                          subscriptionName: %s
                        steps:
                          - to: mock:%s
                    """
                            .formatted(name, name));
        }
        awaitWebhook("chat:incoming:new");

        app.timelines().customer("+34600777888").writes("Hello");

        for (String name : List.of("early", "late")) {
            MockEndpoint end = app.camel().getEndpoint("mock:" + name, MockEndpoint.class);
            await().atMost(PATIENCE).until(() -> end.getReceivedCounter() == 1);
        }
        assertThat(subscriptions()).contains("early", "late");
    }

    @Test
    void a_source_without_types_or_name_fails_when_the_flow_starts() {
        assertThatThrownBy(
                        () ->
                                app.add(
                                        """
                                        - from:
                                            uri: kamelet:timelines-event-source
                                            steps:
                                              - to: mock:nothing
                                        """))
                .satisfies(
                        e ->
                                assertThat(HookFixture.messages(e))
                                        .contains(
                                                "timelines-event-source the following mandatory parameters must be provided: eventTypes, subscriptionName"));
    }

    /** Camel numbers those routes: with one more flow, events would wait for another's. */
    @Test
    void a_kamelet_of_ones_own_does_not_wait_under_the_id_of_its_route() throws Exception {
        app.add(
                """
                - routeTemplate:
                    id: own-source
                    from:
                      uri: timelines:whatsapp:account:resumed
                      steps:
                        - to: kamelet:sink
                - route:
                    id: own
                    from:
                      uri: kamelet:own-source
                      steps:
                        - to: mock:own
                """);

        assertThat(subscriptions())
                .contains("whatsapp:account:resumed")
                .noneMatch(name -> name.startsWith("own-source"));
    }

    private void awaitWebhook(String eventType) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                app.timelines().webhooks().stream()
                                        .anyMatch(
                                                webhook -> webhook.eventType().equals(eventType)));
    }

    private List<String> subscriptions() {
        return app
                .camel()
                .getComponent("timelines", TimelinesComponent.class)
                .pipeline()
                .subscriptions()
                .all()
                .stream()
                .map(Subscription::name)
                .toList();
    }
}
