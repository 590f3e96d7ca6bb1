package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Text templates, in their current and legacy forms (fact sheet §2.6, §2.7). */
final class TemplatesApi {

    private static final Set<String> VISIBILITIES = Set.of("public", "private", "read-only");
    private static final DateTimeFormatter LEGACY_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final Workspace workspace;

    TemplatesApi(Workspace workspace) {
        this.workspace = workspace;
    }

    void register(Routes routes) {
        routes.get("/templates", this::list);
        routes.post("/templates", this::create);
        routes.get("/templates/:id", call -> Reply.ok(json(template(call))));
        routes.patch("/templates/:id", this::change);
        routes.delete("/templates/:id", this::delete);
        routes.post("/templates/:id/track_usage", this::use);
        routes.get("/v2/templates", this::legacyList);
        routes.post("/v2/templates", this::legacyCreate);
    }

    private Reply list(Call call) {
        ObjectNode data = Json.object().put("templates_count", workspace.templates.size());
        ArrayNode array = data.putArray("templates");
        workspace.templates.values().forEach(template -> array.add(json(template)));
        return Reply.ok(data);
    }

    private Reply create(Call call) {
        return Reply.ok(json(add(call.fields())));
    }

    private Reply legacyCreate(Call call) {
        add(call.fields());
        return new Reply(200, Json.object().put("success", true));
    }

    private TextTemplate add(Fields fields) {
        TextTemplate template =
                new TextTemplate(
                        workspace.nextNumber(),
                        fields.required("name", 160),
                        fields.required("text", 4096),
                        visibility(fields.text("visibility", 16).orElse("private")),
                        fields.text("team_title", 150).orElse(null),
                        0,
                        workspace.times.now());
        workspace.templates.put(template.id(), template);
        return template;
    }

    private Reply change(Call call) {
        TextTemplate old = template(call);
        Fields fields = call.fields();
        TextTemplate changed =
                new TextTemplate(
                        old.id(),
                        fields.has("name") ? fields.required("name", 160) : old.name(),
                        fields.has("text") ? fields.required("text", 4096) : old.text(),
                        visibility(fields.text("visibility", 16).orElse(old.visibility())),
                        fields.text("team_title", 150).orElse(old.teamTitle()),
                        old.usages(),
                        old.createdAt());
        workspace.templates.put(changed.id(), changed);
        return Reply.ok(json(changed));
    }

    private Reply use(Call call) {
        TextTemplate old = template(call);
        TextTemplate used =
                new TextTemplate(
                        old.id(),
                        old.name(),
                        old.text(),
                        old.visibility(),
                        old.teamTitle(),
                        old.usages() + 1,
                        old.createdAt());
        workspace.templates.put(used.id(), used);
        return Reply.ok();
    }

    private Reply delete(Call call) {
        workspace.templates.remove(template(call).id());
        return Reply.ok();
    }

    private Reply legacyList(Call call) {
        ArrayNode array = Json.array();
        for (TextTemplate template : workspace.templates.values()) {
            array.addObject()
                    .put("id", template.id())
                    .put("name", template.name())
                    .put("text", template.text())
                    .put(
                            "created_at",
                            LEGACY_TIME.format(
                                    template.createdAt()
                                            .atZone(workspace.settings.clock().getZone())));
        }
        return Reply.ok(array);
    }

    private TextTemplate template(Call call) {
        TextTemplate template = workspace.templates.get(call.id("id"));
        if (template == null) {
            throw ApiProblem.notFound("Template not found");
        }
        return template;
    }

    private static String visibility(String value) {
        if (!VISIBILITIES.contains(value)) {
            throw ApiProblem.field("visibility", "must be public, private or read-only");
        }
        return value;
    }

    private static ObjectNode json(TextTemplate template) {
        return Json.object()
                .put("id", template.id())
                .put("name", template.name())
                .put("text", template.text())
                .put("visibility", template.visibility())
                .put("team_title", template.teamTitle())
                .put("usage_count", template.usages())
                .put("created_at", template.createdAt().truncatedTo(ChronoUnit.SECONDS) + "");
    }
}
