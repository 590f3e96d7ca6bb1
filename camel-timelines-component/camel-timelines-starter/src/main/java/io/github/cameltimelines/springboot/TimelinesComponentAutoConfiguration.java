package io.github.cameltimelines.springboot;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.inbox.DoorServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletPath;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the component {@code timelines} as the application's properties have them,
 * and takes TimelinesAI's calls at the application's own web server.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnBean(CamelAutoConfiguration.class)
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.timelines"})
class TimelinesComponentAutoConfiguration {

    private static final String NAME = "timelines";

    @Bean
    ComponentProperties timelinesComponentProperties(ApplicationContext application) {
        return new ComponentProperties(application.getEnvironment(), application);
    }

    /** Read when Camel starts, for a property may name the port that the web server has by then. */
    @Bean
    ComponentCustomizer configureTimelinesComponent(
            ApplicationContext application, ComponentProperties properties) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                CamelPropertiesHelper.setCamelProperties(
                        target.getCamelContext(), target, properties.read(), true);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return HierarchicalPropertiesEvaluator.evaluate(
                                application,
                                "camel.component.customizer",
                                "camel.component.timelines.customizer")
                        && NAME.equals(name)
                        && target instanceof TimelinesComponent;
            }
        };
    }

    /** What is wrong with one of them is said at the start, whether a route needs it or not. */
    @Bean
    CamelContextConfiguration timelinesPropertiesCheck(ComponentProperties properties) {
        return (BeforeStart) camel -> properties.read();
    }

    /** TimelinesAI's calls. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Servlet.class, FilterRegistrationBean.class})
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Doors {

        @Bean
        @ConditionalOnMissingBean(DoorServer.class)
        ServletDoors timelinesDoors(
                ObjectProvider<CamelContext> camel,
                ObjectProvider<DispatcherServletPath> dispatcher,
                Environment environment) {
            return new ServletDoors(
                    () -> camel.getObject().getStatus().isStarted(),
                    AppPath.below(dispatcher),
                    ServletDoors.expected(environment));
        }

        @Bean
        FilterRegistrationBean<ServletDoors> timelinesDoorsFilter(ServletDoors doors) {
            FilterRegistrationBean<ServletDoors> filter = new FilterRegistrationBean<>(doors);
            filter.setDispatcherTypes(DispatcherType.REQUEST);
            filter.setAsyncSupported(true);
            return filter; // the last one: behind the application's security
        }
    }
}
