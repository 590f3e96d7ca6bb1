package io.github.cameltimelines.hub.console;

import java.util.List;

/**
 * What stands around every page.
 *
 * @param root the way from this page up to the console, as in {@code ../}: so that links hold below
 *     whatever path the hub is reached at
 * @param assets where styles and scripts are
 * @param title of the page
 * @param links of the menu; none for whoever is not signed in
 * @param member the name of the token that somebody is signed in with; null for nobody
 * @param workspace whose things are shown; null for nobody
 * @param csrf to be sent back with each form
 * @param notice what was done just now; null for nothing
 */
public record Frame(
        String root,
        String assets,
        String title,
        List<Link> links,
        String member,
        String workspace,
        String csrf,
        String notice) {

    /** One of the menu. */
    public record Link(String href, String text, boolean current) {}

    /** Whether somebody is signed in. */
    public boolean signedIn() {
        return member != null;
    }
}
