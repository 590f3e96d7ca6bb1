package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordsTest {

    @ParameterizedTest
    @CsvSource({
        "invoice, Where is my INVOICE?, true",
        "invoice, invoices, false",
        "invoice, reinvoice, false",
        "invoice, invoice_2, false",
        "invoice, invoice-2, true",
        "where is my order, 'Where  is\nmy order', true",
        "where is my order, where is my orders, false",
        "mañana, Hasta MAÑANA!, true",
        "manana, mañana, false",
        "счёт, Где СЧЁТ?, true",
        "日本, 日本語, false",
        "👍, ok👍🏽, true",
        "❤, love ❤️, true",
        "❤️, love ❤, true",
        "c++, I write C++., true",
        "$5, It is $5!, true",
        ".*, anything, false"
    })
    void whole_words_are_found_in_any_case(String keyword, String text, boolean found) {
        assertThat(new Keywords(List.of(keyword), true, false).areIn(text)).isEqualTo(found);
    }

    @Test
    void two_spellings_of_one_letter_are_the_same() {
        String composed = "caf\u00e9";
        String decomposed = "cafe\u0301";

        assertThat(new Keywords(List.of(composed), true, false).areIn(decomposed)).isTrue();
        assertThat(new Keywords(List.of(decomposed), true, false).areIn(composed)).isTrue();
        assertThat(new Keywords(List.of("cafe"), true, false).areIn(decomposed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"invoice, reinvoiced, true", "日本, 日本語, true", "refund, fund, false"})
    void a_part_of_a_word_is_found_where_that_is_asked_for(
            String keyword, String text, boolean found) {
        assertThat(new Keywords(List.of(keyword), false, false).areIn(text)).isEqualTo(found);
    }

    @Test
    void any_keyword_or_all_of_them() {
        List<String> both = List.of("refund", "invoice");

        assertThat(new Keywords(both, true, false).areIn("A refund, please")).isTrue();
        assertThat(new Keywords(both, true, true).areIn("A refund, please")).isFalse();
        assertThat(new Keywords(both, true, true).areIn("Invoice and refund")).isTrue();
        assertThat(new Keywords(both, true, false).areIn("")).isFalse();
    }

    @Test
    void a_list_is_split_at_commas_or_at_semicolons() {
        assertThat(Property.list(" a, b c ,,d")).containsExactly("a", "b c", "d");
        assertThat(Property.list("well, well; hello;;")).containsExactly("well, well", "hello");
        assertThat(Property.list(null)).isEmpty();
        assertThat(Property.list(" ")).isEmpty();
    }
}
