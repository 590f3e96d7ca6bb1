package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.console.Visit;
import java.util.List;
import java.util.Map;

/** Gives a webhook another secret, and shows it this once. */
final class WebhookSecrets {

    private static final String OVERLAP_USUAL = "24h";
    private static final List<String> LABELS = List.of("overlap", "secret");

    void toRotate(Visit visit) throws Exception {
        ask(visit, 200, Map.of("overlap", OVERLAP_USUAL), FormErrors.NONE);
    }

    private static void ask(Visit visit, int status, Map<String, String> values, FormErrors errors)
            throws Exception {
        Webhook webhook = WebhookPages.webhook(visit, WebhookPages.id(visit));
        SecretForm form =
                new SecretForm(
                        visit.frame(webhook.isSigned() ? "Rotate the secret" : "Sign deliveries"),
                        webhook,
                        errors,
                        Field.text("overlap", "Overlap", values, errors)
                                .help(
                                        "How long the secret of now signs beside the new one: 0s to 7d."),
                        Field.text("secret", "Secret", values, errors)
                                .help(WebhookForm.SECRET_HELP));
        visit.show(status, out -> SecretFormRenderer.of().execute(form, out));
    }

    void rotate(Visit visit) throws Exception {
        int id = WebhookPages.id(visit);
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        for (String name : LABELS) {
            String text = visit.form().text(name);
            if (!text.isEmpty()) {
                wish.put(name, text);
            }
        }
        try {
            shown(visit, rotated(visit, id, wish), "The endpoint has a new secret.");
        } catch (ApiProblem problem) {
            if (problem.status() != 400) {
                throw problem;
            }
            Map<String, String> values =
                    Map.of(
                            "overlap", visit.form().text("overlap"),
                            "secret", visit.form().text("secret"));
            ask(visit, 400, values, FormErrors.of(problem));
        }
    }

    /** A webhook that has the secret in it. */
    static Webhook rotated(Visit visit, int id, ObjectNode wish) throws Exception {
        return new Webhook(
                visit.send("POST", WebhookPages.ours(id) + "/secret/rotate", wish).path("data"));
    }

    static void shown(Visit visit, Webhook webhook, String done) {
        SecretPage page = new SecretPage(visit.frame("New secret"), webhook, done);
        visit.show(out -> SecretPageRenderer.of().execute(page, out));
    }
}
