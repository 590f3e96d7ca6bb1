package io.github.cameltimelines.kamelet;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.UNICODE_CASE;
import static java.util.stream.Collectors.joining;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Words or phrases to look for in a text, in any case and alphabet. A phrase is found whatever
 * space stands between its words. Immutable.
 */
final class Keywords {

    /** Emoji come with and without them. */
    private static final Pattern VARIATION_SELECTORS = Pattern.compile("[\\uFE0E\\uFE0F]");

    /** Letters, digits and the marks that belong to letters make words; nothing else does. */
    private static final String IN_WORD = "[\\p{L}\\p{M}\\p{N}_]";

    private final List<Predicate<String>> wanted;
    private final boolean all;

    /**
     * @param wholeWords false: also as a part of a longer word, as languages need that write
     *     without spaces
     * @param all whether all must be found, or any
     */
    Keywords(List<String> keywords, boolean wholeWords, boolean all) {
        this.wanted =
                keywords.stream()
                        .map(keyword -> pattern(normal(keyword).strip(), wholeWords).asPredicate())
                        .toList();
        this.all = all;
    }

    private static Pattern pattern(String keyword, boolean wholeWords) {
        String phrase =
                Arrays.stream(keyword.split("\\s+")).map(Pattern::quote).collect(joining("\\s+"));
        // An emoji or a sign may stand right beside a word, without being a part of it.
        String before = keyword.matches("(?s)" + IN_WORD + ".*") ? "(?<!" + IN_WORD + ")" : "";
        String after = keyword.matches("(?s).*" + IN_WORD) ? "(?!" + IN_WORD + ")" : "";
        return Pattern.compile(
                wholeWords ? before + phrase + after : phrase, CASE_INSENSITIVE | UNICODE_CASE);
    }

    boolean areIn(String text) {
        String normal = normal(text);
        return all
                ? wanted.stream().allMatch(keyword -> keyword.test(normal))
                : wanted.stream().anyMatch(keyword -> keyword.test(normal));
    }

    /** One spelling of letters with accents, which phones write in two ways. */
    private static String normal(String text) {
        return VARIATION_SELECTORS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll("");
    }
}
