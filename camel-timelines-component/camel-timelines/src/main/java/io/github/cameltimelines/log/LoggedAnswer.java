package io.github.cameltimelines.log;

/**
 * An attempt with what was answered to it.
 *
 * @param response the beginning of it; null where there was none
 */
public record LoggedAnswer(LoggedAttempt attempt, String response) {}
