package io.github.cameltimelines.kamelet;

import java.util.List;
import org.apache.camel.Exchange;

/** Behind {@code timelines-keyword-filter-action}: looks for keywords in the text of a message. */
public final class KeywordFilter extends EventFilter {

    private String keywords;
    private String match = "word";
    private String count = "any";
    private String pass = "matching";
    private Keywords wanted;

    @Override
    void check() {
        List<String> list = Property.list(keywords);
        if (list.isEmpty()) {
            throw new IllegalArgumentException(
                    "keywords is empty; set it to words or phrases, separated by commas");
        }
        boolean wholeWords = Property.oneOf("match", match, "word", "contains").equals("word");
        boolean all = Property.oneOf("count", count, "any", "all").equals("all");
        goesOn("pass", pass, "matching", "others");
        wanted = new Keywords(list, wholeWords, all);
    }

    @Override
    boolean isFound(Exchange exchange) {
        return SeenMessage.in(exchange).text().map(wanted::areIn).orElse(false);
    }

    public void setKeywords(String keywords) {
        this.keywords = keywords;
    }

    public void setMatch(String match) {
        this.match = match;
    }

    public void setCount(String count) {
        this.count = count;
    }

    public void setPass(String pass) {
        this.pass = pass;
    }
}
