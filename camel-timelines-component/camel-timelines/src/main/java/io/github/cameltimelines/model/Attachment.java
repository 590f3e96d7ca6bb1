package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * A file that came with a message.
 *
 * @param temporaryDownloadUrl valid for 15 minutes; whoever has it can read the file
 * @param filename may be null
 * @param size in bytes; null where TimelinesAI does not say (REST)
 * @param mimetype null where TimelinesAI does not say (REST)
 */
@WireRecord
public record Attachment(
        @JsonAlias("attachment_url") String temporaryDownloadUrl,
        @JsonAlias("attachment_filename") String filename,
        Long size,
        @JsonAlias("mime_type") String mimetype) {

    /** Without URL and name. */
    @Override
    public String toString() {
        return "Attachment[mimetype=" + mimetype + ", size=" + size + "]";
    }
}
