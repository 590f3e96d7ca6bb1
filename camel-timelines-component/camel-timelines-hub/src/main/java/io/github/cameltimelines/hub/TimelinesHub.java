package io.github.cameltimelines.hub;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.delivery.NameResolver;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.subscription.ChangeLog;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The hub, as routes of a Camel application: {@code camel.addRoutes(new TimelinesHub())}. Needs an
 * HTTP server that {@code platform-http} can use, and shares the ledger of the {@code timelines}
 * component with the consumers of the application.
 */
public final class TimelinesHub extends RouteBuilder {

    static final String API = "/integrations/api";
    static final String HUB_API = "/hub/api/v1";

    private static final Logger LOG = LoggerFactory.getLogger(TimelinesHub.class);

    private final HubSettings given;

    /** With the settings that stand in the properties of the application. */
    public TimelinesHub() {
        this(null);
    }

    public TimelinesHub(HubSettings settings) {
        this.given = settings;
    }

    @Override
    public void configure() throws Exception {
        CamelContext context = getContext();
        HubSettings settings =
                given == null
                        ? HubSettings.of(
                                name ->
                                        context.getPropertiesComponent()
                                                .resolveProperty(name)
                                                .orElse(null))
                        : given;
        TimelinesComponent component = context.getComponent("timelines", TimelinesComponent.class);
        context.addService(new HubService(context, component, settings, System.out));

        onException(ApiProblem.class).handled(true).process(TimelinesHub::problem);
        onException(LedgerUnavailableException.class, DataAccessException.class)
                .handled(true)
                .process(TimelinesHub::ledgerDown);
        onException(Exception.class).handled(true).process(TimelinesHub::failed);

        AddressGuard guard = new AddressGuard(settings.allowedDestinations(), NameResolver.SYSTEM);
        from(new DeliveriesEndpoint(component))
                .routeId("timelines-deliver")
                .routeDescription("Posts each event that is due to the URL of its subscription")
                .process(new PostAttempt(guard));

        Callers callers =
                new Callers(() -> component.pipeline().workspaces(), settings.adminToken());
        webhooks(component, settings, guard, callers);
        EventsApi events = new EventsApi(() -> component.pipeline().inbox(), callers);
        call(
                "POST",
                HUB_API + "/events",
                "timelines-events-publish",
                "Takes an event from whoever has a token",
                events::publish);
        workspaces(new WorkspacesApi(() -> component.pipeline().workspaces(), callers));
        tokens(new TokensApi(() -> component.pipeline().workspaces(), callers));
        otherwise();
    }

    private void workspaces(WorkspacesApi workspaces) {
        String all = HUB_API + "/workspaces";
        String one = all + "/{id}";
        call("GET", all, "timelines-workspaces-list", "Lists the workspaces", workspaces::list);
        call("POST", all, "timelines-workspaces-create", "Makes a workspace", workspaces::create);
        call("GET", one, "timelines-workspaces-get", "Shows a workspace", workspaces::get);
        call("PUT", one, "timelines-workspaces-update", "Changes a workspace", workspaces::update);
    }

    private void tokens(TokensApi tokens) {
        String all = HUB_API + "/tokens";
        call("GET", all, "timelines-tokens-list", "Lists the tokens, without them", tokens::list);
        call("POST", all, "timelines-tokens-create", "Makes a token", tokens::create);
        call("DELETE", all + "/{id}", "timelines-tokens-revoke", "Revokes a token", tokens::revoke);
    }

    private void webhooks(
            TimelinesComponent component,
            HubSettings settings,
            AddressGuard guard,
            Callers callers) {
        WebhooksApi webhooks =
                new WebhooksApi(
                        () -> component.pipeline().subscriptions(),
                        callers,
                        guard,
                        id -> component.pipeline().figures().of(id).errorsCounter(),
                        settings.webhookLimit());
        ChangeLogApi changeLog = new ChangeLogApi(() -> changeLog(component.pipeline()), callers);
        String one = API + "/webhooks/{id}";
        call(
                "GET",
                API + "/webhooks",
                "timelines-webhooks-list",
                "Lists the webhooks",
                webhooks::list);
        call(
                "POST",
                API + "/webhooks",
                "timelines-webhooks-create",
                "Creates a webhook",
                webhooks::create);
        call(
                "GET",
                API + "/webhooks/changelog",
                "timelines-webhooks-changelog",
                "Tells who changed which webhook",
                changeLog::show);
        call("GET", one, "timelines-webhooks-get", "Shows a webhook", webhooks::get);
        call("PUT", one, "timelines-webhooks-update", "Changes a webhook", webhooks::update);
        call("DELETE", one, "timelines-webhooks-delete", "Deletes a webhook", webhooks::delete);
    }

    private static ChangeLog changeLog(TimelinesPipeline pipeline) {
        return new ChangeLog(pipeline.ledger());
    }

    private void call(String method, String path, String id, String what, Processor work) {
        from("platform-http:" + path + "?httpMethodRestrict=" + method)
                .routeId(id)
                .routeDescription(what)
                .process(work);
    }

    /** What no other route answers; after them in this class, because the server asks in order. */
    private void otherwise() {
        from("platform-http:" + API + "?matchOnUriPrefix=true")
                .routeId("timelines-api-otherwise")
                .routeDescription("Answers what is no call of TimelinesAI's API")
                .process(exchange -> KnownPaths.refuse(exchange));
        from("platform-http:" + HUB_API + "?matchOnUriPrefix=true")
                .routeId("timelines-hub-otherwise")
                .routeDescription("Answers what is no call of the hub's API")
                .process(exchange -> KnownPaths.refuse(exchange));
    }

    private static void problem(Exchange exchange) {
        ApiAnswers.problem(
                exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ApiProblem.class));
    }

    private static void ledgerDown(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("A call of the API failed at the ledger: {}", failure.getClass().getSimpleName());
        ApiAnswers.problem(
                exchange, ApiProblem.of(503, "unavailable", "The ledger does not answer"));
    }

    private static void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.error("A call of the API failed", failure);
        ApiAnswers.problem(
                exchange, ApiProblem.of(500, "internal_error", "The call failed at the hub"));
    }
}
