package io.github.cameltimelines.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/** An {@link Upload} as a part of a multipart body, copied through in pieces. */
final class FilePart extends AbstractContentBody {

    private static final String NO_NAME = "file";

    private final Upload upload;
    private final String filename;

    FilePart(Upload upload, String filename, ContentType contentType) {
        super(contentType);
        this.upload = upload;
        // A part without a file name is a form field, not a file.
        this.filename = filename == null || filename.isBlank() ? NO_NAME : clean(filename);
    }

    /** Line breaks in a name would begin a header of the part. */
    private static String clean(String name) {
        return name.replaceAll("[\\p{Cntrl}\"]", "_");
    }

    @Override
    public String getFilename() {
        return filename;
    }

    @Override
    public long getContentLength() {
        return upload.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = upload.open()) {
            in.transferTo(out);
        }
    }
}
