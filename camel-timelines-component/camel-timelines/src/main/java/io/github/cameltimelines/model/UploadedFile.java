package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.time.OffsetDateTime;

/**
 * A file stored at TimelinesAI, to be sent by its uid.
 *
 * @param uid the {@code fileUid} of sends
 * @param size in bytes
 * @param temporaryDownloadUrl valid for 15 minutes; absent in listings; whoever has it can read the
 *     file
 */
@WireRecord
public record UploadedFile(
        @JsonAlias("file_uid") String uid,
        String filename,
        Long size,
        @JsonAlias("mime_type") String mimetype,
        String uploadedByEmail,
        @WireTime OffsetDateTime uploadedAt,
        String temporaryDownloadUrl) {

    /** Without name, link and e-mail address. */
    @Override
    public String toString() {
        return "UploadedFile[uid=%s, size=%s, mimetype=%s]".formatted(uid, size, mimetype);
    }
}
