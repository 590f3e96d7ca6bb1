package io.github.cameltimelines.emulator;

import java.util.Optional;

/** Phone numbers in E.164, with the plus sign that TimelinesAI's guide lets callers leave out. */
final class Phones {

    private Phones() {}

    /** The number with its plus sign, or nothing if it cannot be one (7 to 15 digits). */
    static Optional<String> parse(String text) {
        String value = text.strip();
        String digits = value.startsWith("+") ? value.substring(1) : value;
        return digits.matches("[1-9][0-9]{6,14}") ? Optional.of("+" + digits) : Optional.empty();
    }

    static String digits(String phone) {
        return phone == null ? "" : phone.replaceAll("\\D", "");
    }
}
