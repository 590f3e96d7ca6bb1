package io.github.cameltimelines.emulator;

import java.time.Instant;

/** A WhatsApp number linked by QR code. Its id is a JID. */
record Account(
        String id,
        String phone,
        String name,
        String ownerName,
        String ownerEmail,
        String status,
        Instant connectedOn,
        Instant disconnectedOn) {

    static Account active(
            String phone, String name, String ownerName, String ownerEmail, Instant connectedOn) {
        String id = Phones.digits(phone) + "@s.whatsapp.net";
        return new Account(id, phone, name, ownerName, ownerEmail, "active", connectedOn, null);
    }

    boolean active() {
        return status.equals("active");
    }

    Account connected(Instant at) {
        return new Account(id, phone, name, ownerName, ownerEmail, "active", at, null);
    }

    Account with(String newStatus, Instant disconnectedAt) {
        return new Account(
                id, phone, name, ownerName, ownerEmail, newStatus, connectedOn, disconnectedAt);
    }

    @Override
    public String toString() {
        return "Account[" + status + "]";
    }
}
