package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the docs that is made from what the code says. */
public final class GeneratedPage {

    private GeneratedPage() {}

    /** Fails if the page says anything else, and writes it anew. */
    public static void assertUpToDate(Path page, String expected) throws IOException {
        String found = Files.exists(page) ? Files.readString(page) : "";
        if (!found.equals(expected)) {
            Files.writeString(page, expected);
        }
        assertThat(found)
                .as("%s was out of date and is now written anew: look at it and commit it", page)
                .isEqualTo(expected);
    }
}
