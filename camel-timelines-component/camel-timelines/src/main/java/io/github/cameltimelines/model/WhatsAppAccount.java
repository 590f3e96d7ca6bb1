package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;

/**
 * A WhatsApp number connected to the workspace by QR code, the same record from REST and from
 * webhooks; message webhooks have name, e-mail and number only. Every component may be null.
 *
 * @param id JID, {@code <digits>@s.whatsapp.net}; calls and reactions name it {@code
 *     whatsapp_account_wid}
 * @param status {@code active} or {@code disconnected}; banned and suspended numbers are shown as
 *     disconnected
 * @param accountName webhooks name it {@code full_name}
 * @param visible only from {@code /v2}: whether the asking member sees the account's chats
 */
@WireRecord
public record WhatsAppAccount(
        @JsonAlias("whatsapp_account_wid") String id,
        String phone,
        @WireTime OffsetDateTime connectedOn,
        @WireTime OffsetDateTime disconnectedOn,
        @JsonAlias("connected") String status,
        @JsonAlias({"full_name", "name"}) String accountName,
        String ownerName,
        @JsonAlias("email") String ownerEmail,
        @JsonProperty("is_visible") Boolean visible) {

    public WhatsAppAccount {
        // The vendor's quick start shows "connected": true where the specification has a status.
        if ("true".equals(status)) {
            status = "active";
        } else if ("false".equals(status)) {
            status = "disconnected";
        }
    }

    /** Whether it can send and receive at present. */
    public boolean active() {
        return "active".equalsIgnoreCase(status) || "connected".equalsIgnoreCase(status);
    }

    /** Without number, names and JID, which holds the number. */
    @Override
    public String toString() {
        return "WhatsAppAccount[status=" + status + "]";
    }
}
