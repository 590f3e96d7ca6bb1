package io.github.cameltimelines.api;

import io.github.cameltimelines.model.UploadedFile;
import java.util.List;

/** Files stored at TimelinesAI, to be sent by their uid. Part of {@link TimelinesApi}. */
public final class FileCalls {

    private final TimelinesApi api;

    FileCalls(TimelinesApi api) {
        this.api = api;
    }

    public List<UploadedFile> list() {
        return api.call(Operations.LIST_FILES, Arguments.none());
    }

    /** Uploads a file, streaming it. */
    public UploadedFile upload(Upload file) {
        return api.call(Operations.UPLOAD_FILE, Arguments.of("file", file));
    }

    /** Lets TimelinesAI fetch the file from a public URL (no Drive or OneDrive links). */
    public UploadedFile uploadFrom(String downloadUrl, String filename, String contentType) {
        return api.call(
                Operations.UPLOAD_FILE_FROM_URL,
                Arguments.of("downloadUrl", downloadUrl)
                        .and("filename", filename)
                        .and("contentType", contentType));
    }

    /** Has a download link that is valid for 15 minutes. */
    public UploadedFile get(String fileUid) {
        return api.call(Operations.GET_FILE, Arguments.of("fileUid", fileUid));
    }

    public void delete(String fileUid) {
        api.call(Operations.DELETE_FILE, Arguments.of("fileUid", fileUid));
    }
}
