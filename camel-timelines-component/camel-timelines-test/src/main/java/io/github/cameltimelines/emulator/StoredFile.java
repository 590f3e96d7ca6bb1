package io.github.cameltimelines.emulator;

import java.time.Instant;

/** A file's bytes, in memory. */
record StoredFile(String uid, Upload upload, String uploadedBy, Instant uploadedAt) {

    @Override
    public String toString() {
        return "StoredFile[" + uid + "]";
    }
}
