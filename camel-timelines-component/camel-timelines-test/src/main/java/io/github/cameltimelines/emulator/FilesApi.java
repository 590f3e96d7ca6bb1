package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Locale;

/** {@code /files} and {@code /files_upload} (fact sheet §2.4). */
final class FilesApi {

    private final Workspace workspace;
    private final RestViews views;
    private final Fetch fetch;

    FilesApi(Workspace workspace, RestViews views, Fetch fetch) {
        this.workspace = workspace;
        this.views = views;
        this.fetch = fetch;
    }

    void register(Routes routes) {
        routes.get("/files", this::list);
        routes.postAsync("/files", this::download);
        routes.post("/files_upload", call -> store(call.requiredUpload("file")));
        routes.get("/files/:file_uid", call -> Reply.ok(views.file(file(call), true)));
        routes.delete("/files/:file_uid", this::delete);
    }

    private Reply list(Call call) {
        String part = call.query("filename").orElse("").toLowerCase(Locale.ROOT);
        ArrayNode array = Json.array();
        workspace.files.values().stream()
                .filter(f -> f.upload().filename().toLowerCase(Locale.ROOT).contains(part))
                .forEach(file -> array.add(views.file(file, false)));
        return Reply.ok(array);
    }

    private Future<Reply> download(Call call) {
        Fields fields = call.fields();
        String url = fields.required("download_url", 4096);
        if (!url.matches("(?i)https?://.+")) {
            throw ApiProblem.field("download_url", "must be a valid http(s) URL");
        }
        String filename = fields.text("filename", 1024).orElseGet(() -> lastSegment(url));
        String mimetype = fields.text("content_type", 140).orElse(null);
        return fetch.get(url, filename, mimetype)
                .map(upload -> workspace.locked(() -> store(upload)));
    }

    private Reply store(Upload upload) {
        return Reply.ok(views.file(workspace.store(upload), true));
    }

    private Reply delete(Call call) {
        workspace.files.remove(file(call).uid());
        return Reply.ok();
    }

    private StoredFile file(Call call) {
        String uid = call.path("file_uid");
        StoredFile file = workspace.files.get(uid);
        if (file == null) {
            throw ApiProblem.notFound("File uid " + uid + " not found");
        }
        return file;
    }

    private static String lastSegment(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.field("download_url", "must be a valid http(s) URL");
        }
    }
}
