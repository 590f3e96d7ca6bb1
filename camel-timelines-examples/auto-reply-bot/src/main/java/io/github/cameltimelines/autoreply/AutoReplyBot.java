package io.github.cameltimelines.autoreply;

import io.github.cameltimelines.model.ChatMessage;
import org.apache.camel.builder.RouteBuilder;

/** The bot of {@code bot.camel.yaml} in the Java DSL. */
public class AutoReplyBot extends RouteBuilder {

    @Override
    public void configure() {
        from("timelines:message:received:new")
                .routeId("auto-reply")
                .convertBodyTo(ChatMessage.class)
                .choice()
                .when(simple("${body.text} ~~ 'hours'"))
                .setBody(constant("Our business hours are Monday-Friday, 9am-5pm EST."))
                .to("timelines:sendMessage")
                .when(simple("${body.text} ~~ 'pricing'"))
                .setBody(constant("Please visit https://timelines.ai/pricing for our plans."))
                .to("timelines:sendMessage");
    }
}
