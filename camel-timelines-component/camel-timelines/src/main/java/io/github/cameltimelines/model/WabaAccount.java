package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * A WhatsApp Business API (Cloud API) number, the same record from REST and from webhooks.
 *
 * @param state {@code active}, {@code disabled} or {@code removed}
 */
@WireRecord
public record WabaAccount(
        Long id,
        String metaPhoneId,
        String metaWabaId,
        @JsonAlias("display_phone_number") String phone,
        @JsonAlias("name") String accountName,
        @JsonAlias("status") String state) {

    /** Without number and name. */
    @Override
    public String toString() {
        return "WabaAccount[id=%s, state=%s]".formatted(id, state);
    }
}
