package io.github.cameltimelines.crm;

import io.github.cameltimelines.model.Chat;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class CrmRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timelines:chat:new?subscriptionName=crm-contacts")
                .routeId("new-contact")
                .routeDescription("A new chat with a person becomes a contact")
                .convertBodyTo(Chat.class)
                .filter(simple("${body.group} != true"))
                .bean(Contacts.class, "add");

        // What TimelinesAI does not take is tried again at the next look: it stays untold.
        from("sql:SELECT chat_id, COALESCE(agent, '') AS agent FROM contact"
                        + " WHERE COALESCE(agent, '') <> told_agent ORDER BY chat_id"
                        + "?onConsume=UPDATE contact SET told_agent = :#agent WHERE chat_id = :#chat_id"
                        + "&delay=1000")
                .routeId("tell-agent")
                .routeDescription("Assigns the chat in TimelinesAI to the contact's agent")
                .setHeader("CamelTimelinesChatId", simple("${body[chat_id]}"))
                .setHeader("CamelTimelinesResponsible", simple("${body[agent]}"))
                .setBody(constant(null))
                .to("timelines:updateChat");
    }
}
