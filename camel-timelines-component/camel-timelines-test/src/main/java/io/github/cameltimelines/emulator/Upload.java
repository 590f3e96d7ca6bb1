package io.github.cameltimelines.emulator;

/** A file that came in: its bytes, its name and its media type, the latter two made harmless. */
record Upload(byte[] bytes, String filename, String mimetype) {

    private static final String MEDIA_TYPE =
            "[A-Za-z0-9!#$&^_.+-]{1,70}/[A-Za-z0-9!#$&^_.+-]{1,70}";

    Upload {
        filename = filename == null || filename.isBlank() ? "file" : filename;
        if (mimetype == null || !mimetype.matches(MEDIA_TYPE)) {
            mimetype = "application/octet-stream";
        }
    }

    @Override
    public String toString() {
        return "Upload[" + bytes.length + " bytes, " + mimetype + "]";
    }
}
