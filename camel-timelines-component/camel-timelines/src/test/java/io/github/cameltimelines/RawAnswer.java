package io.github.cameltimelines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP/1.1 answer as it is, while the request may still be on its way. */
final class RawAnswer {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private RawAnswer() {}

    /** Head and body; what there is of them where the server closes early. */
    static String read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        while (!isComplete(answer.toString(StandardCharsets.UTF_8))) {
            int read = in.read(part);
            if (read < 0) {
                break;
            }
            answer.write(part, 0, read);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static boolean isComplete(String answer) {
        int head = answer.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(answer.substring(0, head));
        return length.find()
                ? answer.length() - head - 4 >= Integer.parseInt(length.group(1))
                : answer.endsWith("}") || answer.endsWith("0\r\n\r\n");
    }
}
