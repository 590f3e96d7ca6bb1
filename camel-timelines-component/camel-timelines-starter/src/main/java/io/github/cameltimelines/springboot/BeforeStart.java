package io.github.cameltimelines.springboot;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;

/** Something to do with Camel before it starts, and nothing after. */
@FunctionalInterface
interface BeforeStart extends CamelContextConfiguration {

    @Override
    default void afterApplicationStart(CamelContext camel) {
        // nothing is left to do
    }
}
