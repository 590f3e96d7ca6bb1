package io.github.cameltimelines.model;

import java.util.List;

/**
 * A message template of the WhatsApp Business API, the same record from REST and from webhooks.
 *
 * @param status Meta's, verbatim, e.g. {@code APPROVED}
 * @param accounts ids of the WABA accounts that can use it; null where not told
 * @param components as Meta describes them; null where not told
 */
@WireRecord
public record WabaTemplate(
        Long id,
        String name,
        String language,
        String category,
        String status,
        String parameterFormat,
        String metaWabaId,
        List<Long> accounts,
        List<Object> components) {

    /** Without the components, which hold its text. */
    @Override
    public String toString() {
        return "WabaTemplate[id=%s, status=%s]".formatted(id, status);
    }
}
