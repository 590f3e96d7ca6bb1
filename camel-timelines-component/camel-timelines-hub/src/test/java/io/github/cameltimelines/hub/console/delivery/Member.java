package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleClient;
import java.util.List;

/** Somebody who is signed in, and what a page of deliveries tells them. */
record Member(ConsoleClient browser) {

    /**
     * A page.
     *
     * @param location where it sends the browser; null for nowhere
     */
    record Answer(int status, String text, String location) {

        private static Answer of(ConsoleClient.Answer answer) {
            return new Answer(
                    answer.status(),
                    answer.text(),
                    answer.raw().headers().firstValue("Location").orElse(null));
        }
    }

    static Member of(RunningHub hub, String token) throws Exception {
        return new Member(new ConsoleClient(hub).signIn(token));
    }

    Answer get(String path) throws Exception {
        return Answer.of(browser.get("/" + path));
    }

    /** As htmx asks for a part of a page. */
    Answer part(String path) throws Exception {
        return Answer.of(browser.get("/" + path, "HX-Request", "true"));
    }

    /**
     * Sends a form of a page.
     *
     * @param fields names and values in turn
     */
    Answer post(String path, String... fields) throws Exception {
        return Answer.of(browser.post("/" + path, fields));
    }

    /** A form that is not of a page of ours. */
    Answer postAlone(String path, String... fields) throws Exception {
        return Answer.of(browser.send("/" + path, List.of(), fields));
    }
}
