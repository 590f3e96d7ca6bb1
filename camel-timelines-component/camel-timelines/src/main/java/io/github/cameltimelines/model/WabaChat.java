package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * A chat on a WhatsApp Business number began, was assigned, unassigned, closed or reopened ({@code
 * waba:chat:…}). Every component may be null. Immutable.
 *
 * @param id of the chat
 * @param wabaAccountId of the business number
 * @param account the business number
 * @param responsible to whom it was assigned; only of {@code waba:chat:assigned}
 */
@WireRecord
public record WabaChat(
        @JsonAlias("chat_id") Long id,
        Long wabaAccountId,
        WabaAccount account,
        Responsible responsible) {

    /** A member of the workspace. */
    @WireRecord
    public record Responsible(
            @JsonAlias({"full_name", "responsible_name"}) String name,
            @JsonAlias("responsible_email") String email) {

        /** Without name and e-mail address. */
        @Override
        public String toString() {
            return "Responsible[]";
        }
    }
}
