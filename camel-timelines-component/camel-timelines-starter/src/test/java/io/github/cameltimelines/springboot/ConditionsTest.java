package io.github.cameltimelines.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.Ack;
import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.HubSettings;
import io.github.cameltimelines.hub.TimelinesHub;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** What is there when, and what is said of a property that is wrong. */
class ConditionsTest {

    private static final String MEMORY = "camel.component.timelines.ledger=memory";
    private static final String HUB = "timelines.hub.enabled=true";

    private final WebApplicationContextRunner application =
            new WebApplicationContextRunner()
                    .withUserConfiguration(TestApplication.class)
                    .withPropertyValues(MEMORY, "spring.flyway.enabled=false");

    @Configuration(proxyBeanMethods = false)
    static class TwoDatabases {
        @Bean
        DataSource customers() {
            return memory("customers");
        }

        @Bean
        DataSource ledger() {
            return memory("ledger");
        }

        private static DataSource memory(String name) {
            JdbcDataSource database = new JdbcDataSource();
            database.setUrl("jdbc:h2:mem:conditions-" + name + ";DB_CLOSE_DELAY=-1");
            return database;
        }
    }

    private static TimelinesComponent component(AssertableWebApplicationContext context) {
        return context.getBean(CamelContext.class)
                .getComponent("timelines", TimelinesComponent.class);
    }

    @Test
    void without_being_asked_for_there_is_no_hub() {
        application.run(context -> assertThat(context).doesNotHaveBean(TimelinesHub.class));
        application
                .withPropertyValues("timelines.hub.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(TimelinesHub.class));
    }

    @Test
    void when_it_is_asked_for_there_is_a_hub() {
        application
                .withPropertyValues(HUB, "timelines.bootstrap.token=the-token-of-tests")
                .run(
                        context ->
                                assertThat(context.getBean(CamelContext.class).getRoutes())
                                        .hasSizeGreaterThan(20));
    }

    @Test
    void a_hub_that_is_not_on_the_class_path_is_said_to_be_missing() {
        application
                .withPropertyValues(HUB)
                .withClassLoader(new FilteredClassLoader(TimelinesHub.class))
                .run(fails("timelines.hub.enabled is true", "camel-timelines-hub"));
        application
                .withClassLoader(new FilteredClassLoader(TimelinesHub.class))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void an_application_without_a_web_server_can_send_but_be_no_hub() {
        ApplicationContextRunner plain =
                new ApplicationContextRunner()
                        .withConfiguration(
                                AutoConfigurations.of(
                                        CamelAutoConfiguration.class,
                                        TimelinesComponentAutoConfiguration.class,
                                        TimelinesHubAutoConfiguration.class))
                        .withPropertyValues(MEMORY, "spring.flyway.enabled=false");
        plain.run(context -> assertThat(context).hasNotFailed());
        plain.withPropertyValues(HUB)
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .rootCause()
                                        .hasMessageContaining("no web server"));
    }

    @Test
    void of_two_databases_only_the_one_that_is_named_is_used() {
        application
                .withUserConfiguration(TwoDatabases.class)
                .run(context -> assertThat(component(context).getDataSource()).isNull());
        for (String named :
                new String[] {
                    "timelines.hub.data-source=ledger",
                    "camel.component.timelines.data-source=#bean:ledger"
                }) {
            application
                    .withUserConfiguration(TwoDatabases.class)
                    .withPropertyValues(HUB, named, "timelines.bootstrap.token=the-token-of-tests")
                    .run(
                            context ->
                                    assertThat(component(context).getDataSource())
                                            .isSameAs(context.getBean("ledger")));
        }
        application
                .withUserConfiguration(TwoDatabases.class)
                .withPropertyValues(HUB, "timelines.hub.data-source=leger")
                .run(fails("timelines.hub.data-source", "leger", "customers, ledger"));
    }

    @Test
    void options_are_written_as_on_camel_main_or_without_configuration() {
        application
                .withPropertyValues(
                        "camel.component.timelines.ack=processed",
                        "camel.component.timelines.configuration.api-token=a-token",
                        "camel.component.timelines.publicUrl=https://bot.example.com",
                        "camel.component.timelines.lease=30s",
                        "camel.component.timelines.retry-wait=1500",
                        "camel.component.timelines.rate-limit=2.5")
                .run(
                        context -> {
                            TimelinesComponent component = component(context);
                            assertThat(component.getConfiguration().getAck())
                                    .isEqualTo(Ack.PROCESSED);
                            assertThat(component.getConfiguration().getApiToken())
                                    .isEqualTo("a-token");
                            assertThat(component.getConfiguration().getPublicUrl())
                                    .isEqualTo("https://bot.example.com");
                            assertThat(component.getLease()).isEqualTo(30_000);
                            assertThat(component.getConfiguration().getRetryWait())
                                    .isEqualTo(1_500);
                            assertThat(component.getConfiguration().getRateLimit()).isEqualTo(2.5);
                        });
    }

    @Test
    void a_property_that_is_wrong_is_named_with_what_to_write_instead() {
        wrong("camel.component.timelines.api-tokn=x", "api-tokn", "api-token");
        wrong("camel.component.timelines.lease=soon", "camel.component.timelines.lease", "soon");
        wrong("camel.component.timelines.ack=later", "camel.component.timelines.ack", "STORED");
        wrong("camel.component.timelines.ledger=disk", "ledger", "file, memory");
        wrong("camel.component.timelines.data-source=db", "data-source", "there are: dataSource");
        application
                .withPropertyValues(
                        "camel.component.timelines.path=/a",
                        "camel.component.timelines.configuration.path=/b")
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .rootCause()
                                        .hasMessageContaining("mutually exclusive"));
    }

    @Test
    void so_is_a_setting_of_the_hub() {
        wrong("timelines.webhook-limt=3", "webhook-limt", "timelines.webhook-limit");
        wrong("timelines.webhook-limit=many", "timelines.webhook-limit", "a number");
        wrong("timelines.port=8081", "timelines.port", "server.port");
        wrong("timelines.datasource.url=jdbc:h2:mem:a", "datasource.url", "spring.datasource");
    }

    @Test
    void settings_of_the_hub_may_be_lists_and_in_any_form() {
        application
                .withPropertyValues(
                        HUB,
                        "timelines.bootstrap.token=the-token-of-tests",
                        "timelines.allowedDestinations[0]=127.0.0.0/8",
                        "timelines.allowedDestinations[1]=10.0.0.0/8",
                        "timelines.webhookLimit=3")
                .run(
                        context ->
                                assertThat(context.getBean(HubSettings.class))
                                        .satisfies(
                                                settings -> {
                                                    assertThat(settings.webhookLimit())
                                                            .isEqualTo(3);
                                                    assertThat(settings.allowedDestinations())
                                                            .containsExactly(
                                                                    "127.0.0.0/8", "10.0.0.0/8");
                                                }));
    }

    private void wrong(String property, String... said) {
        application.withPropertyValues(HUB, property).run(fails(said));
    }

    /** As Spring Boot tells it to whoever starts the application. */
    private static ContextConsumer<AssertableWebApplicationContext> fails(String... said) {
        return context -> {
            assertThat(context).hasFailed();
            assertThat(told(context.getStartupFailure())).contains(said);
        };
    }

    private static String told(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(Environment.class, new StandardEnvironment()),
                        FailureHandler.handleMessage((message, notNeeded) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .map(ConditionsTest::text)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing is said", failure));
    }

    private static String text(FailureAnalysis analysis) {
        return analysis.getDescription() + "\n" + analysis.getAction();
    }
}
