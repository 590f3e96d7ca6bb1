package io.github.cameltimelines.hub;

import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** Tells a call with the wrong method from one to a path that there is not. */
final class KnownPaths {

    private static final Pattern KNOWN =
            Pattern.compile(
                    TimelinesHub.API
                            + "/webhooks(/[0-9]+|/changelog)?/?|"
                            + TimelinesHub.HUB_API
                            + "/(events|(workspaces|tokens)(/[0-9]+)?)/?");

    private KnownPaths() {}

    static void refuse(Exchange exchange) {
        if (KNOWN.matcher(CallPath.path(exchange)).matches()) {
            throw ApiProblem.of(405, "not_supported", "The method is not supported here");
        }
        throw ApiProblem.notFound("Not found");
    }
}
