package io.github.cameltimelines.springboot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link PropertyException} as Spring Boot shows its own, without a stack trace. */
final class PropertyFailureAnalyzer extends AbstractFailureAnalyzer<PropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, PropertyException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
