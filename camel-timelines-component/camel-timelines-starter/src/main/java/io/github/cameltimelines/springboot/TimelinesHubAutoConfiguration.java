package io.github.cameltimelines.springboot;

import io.github.cameltimelines.hub.HubSettings;
import io.github.cameltimelines.hub.TimelinesHub;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletPath;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The hub within the application, where {@code timelines.hub.enabled} says so: on its web server,
 * its {@code DataSource} if one is named, its health and its metrics.
 */
@AutoConfiguration(
        after = {CamelAutoConfiguration.class, TimelinesComponentAutoConfiguration.class})
@ConditionalOnBean(CamelAutoConfiguration.class)
@ConditionalOnProperty(name = HubSwitch.ENABLED, havingValue = "true")
class TimelinesHubAutoConfiguration {

    /** It was asked for, and is not there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.github.cameltimelines.hub.TimelinesHub")
    static class NotOnTheClassPath {
        NotOnTheClassPath() {
            throw new PropertyException(
                    HubSwitch.ENABLED + " is true, but the hub is not on the class path.",
                    "Add the dependency io.github.cameltimelines:camel-timelines-hub, or set "
                            + HubSwitch.ENABLED
                            + "=false.");
        }
    }

    /** It was asked for, and nobody could call it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnNotWebApplication
    static class NoWebServer {
        NoWebServer() {
            throw new PropertyException(
                    HubSwitch.ENABLED + " is true, but the application has no web server.",
                    "Remove spring.main.web-application-type, or add spring-boot-starter-web.");
        }
    }

    /** The hub. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({TimelinesHub.class, Servlet.class, FilterRegistrationBean.class})
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Hub {

        @Bean
        @ConditionalOnMissingBean
        HubSettings timelinesHubSettings(Environment environment) {
            return new HubProperties(environment).read();
        }

        @Bean
        @ConditionalOnMissingBean
        TimelinesHub timelinesHub(HubSettings settings) {
            return new TimelinesHub(settings);
        }

        @Bean
        FilterRegistrationBean<HubCalls> timelinesHubCalls(
                ObjectProvider<CamelContext> camel,
                ObjectProvider<DispatcherServletPath> dispatcher) {
            FilterRegistrationBean<HubCalls> filter =
                    new FilterRegistrationBean<>(
                            new HubCalls(
                                    () -> camel.getObject().getStatus().isStarted(),
                                    AppPath.below(dispatcher)));
            filter.setDispatcherTypes(DispatcherType.REQUEST);
            filter.setAsyncSupported(true);
            return filter; // the last one: behind the application's security
        }

        /** Bodies of the hub's calls come as they were sent, and not as text. */
        @Bean
        CamelContextConfiguration timelinesHubBodies() {
            return (BeforeStart)
                    camel ->
                            camel.getCamelContextExtension()
                                    .registerEndpointCallback((uri, endpoint) -> unread(endpoint));
        }

        @Bean
        CamelContextConfiguration timelinesHubCallers() {
            return (BeforeStart) camel -> camel.addRoutePolicyFactory(CallerAddress::of);
        }

        private static Endpoint unread(Endpoint endpoint) {
            if (endpoint instanceof PlatformHttpEndpoint http && HubCalls.isOne(http.getPath())) {
                http.setUseStreaming(true);
            }
            return endpoint;
        }

        @Bean
        HubDrain timelinesHubDrain(ObjectProvider<CamelContext> camel) {
            return new HubDrain(camel);
        }
    }
}
