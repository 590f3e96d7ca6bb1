package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** Moves about a page by Tab alone, and sees that one can see where the focus is. */
final class Keyboard {

    private static final int FAR = 60;

    /** The name of what has the focus, as it is told to whoever cannot see it. */
    private static final String NAME =
            """
            () => {
              const one = document.activeElement;
              const said = one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent
                  ?? one.textContent;
              return said.trim().replace(/\\s+/g, " ");
            }
            """;

    private static final String IS_SEEN =
            """
            () => {
              const one = document.activeElement;
              const style = getComputedStyle(one);
              const box = one.getBoundingClientRect();
              return box.width > 0 && box.height > 0 && style.opacity !== "0"
                  && (style.outlineStyle !== "none" || style.boxShadow !== "none");
            }
            """;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** What leads to another page. */
    void enter() {
        page.waitForNavigation(() -> press("Enter"));
    }

    /** To what has that name. */
    void go(String name) {
        List<String> passed = new ArrayList<>();
        while (passed.size() < FAR) {
            page.keyboard().press("Tab");
            String here = (String) page.evaluate(NAME);
            if (here.equals(name)) {
                assertThat((boolean) page.evaluate(IS_SEEN)).as(name + " shows its focus").isTrue();
                return;
            }
            passed.add(here);
        }
        throw new AssertionError("No " + name + " among " + passed);
    }

    /** The same, and to the page that it leads to. */
    void enter(String name) {
        go(name);
        enter();
    }
}
