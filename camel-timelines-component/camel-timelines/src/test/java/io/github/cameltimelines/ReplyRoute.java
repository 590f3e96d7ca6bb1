package io.github.cameltimelines;

import org.apache.camel.builder.RouteBuilder;

/** The same as {@code routes/reply.yaml} and {@code routes/reply.xml}. */
class ReplyRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("timelines:message:received:new")
                .routeId("reply")
                .description("Answers questions about our hours")
                .filter(simple("${bodyAs(String)} contains 'hours'"))
                .setBody(constant("Our business hours are Monday-Friday, 9am-5pm EST."))
                .to("timelines:sendMessage");
    }
}
