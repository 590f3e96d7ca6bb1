package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.Model;

/** Tells the owners of workspaces which of their webhooks fail. */
public final class AlertRoutes extends RouteBuilder {

    private static final String ROUTE = "timelines-alerts";
    private static final String FROM = "timelines-hub:alerts";

    private final TimelinesComponent component;
    private final MailSettings mail;
    private final String hubUrl;

    /**
     * @param mail null for the log instead of mails
     * @param hubUrl where the hub is reached; null where that is not known
     */
    public AlertRoutes(TimelinesComponent component, MailSettings mail, String hubUrl) {
        this.component = component;
        this.mail = mail;
        this.hubUrl = hubUrl;
    }

    @Override
    public void configure() throws Exception {
        CamelContext context = getContext();
        MailHealthCheck health = new MailHealthCheck(mail != null);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(health);
        }
        context.addComponent(
                AlertsComponent.SCHEME, new AlertsComponent(component, hubUrl, health));
        errorHandler(noErrorHandler()); // whoever feeds the route tries again, and says so
        boolean isReplaced =
                context.getCamelContextExtension()
                                .getContextPlugin(Model.class)
                                .getRouteDefinition(ROUTE)
                        != null;
        if (isReplaced) {
            return;
        }
        if (mail == null) {
            from(FROM)
                    .routeId(ROUTE)
                    .routeDescription("Says in the log when a webhook fails, and when it recovers")
                    .process(
                            new AlertLog(
                                    "To be told by e-mail, set timelines.mail.host and .from"));
        } else {
            from(FROM)
                    .routeId(ROUTE)
                    .routeDescription(
                            "Writes to the owner of a workspace when a webhook fails, and when it recovers")
                    .choice()
                    .when(header("To").isNull())
                    .process(new AlertLog("The workspace has no owner_email to write to"))
                    .otherwise()
                    .process(new MailEnvelope(mail.from()))
                    .to(MailServer.endpoint(context, mail))
                    .end();
        }
    }
}
