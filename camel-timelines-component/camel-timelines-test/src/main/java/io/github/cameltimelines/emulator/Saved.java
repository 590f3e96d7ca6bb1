package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A workspace as its file has it. Not in it: the logs of requests and attempts, faults, download
 * links, and webhook calls that were still to be made.
 *
 * @param version of this form; another one is not read
 */
record Saved(
        int version,
        Counters counters,
        List<SavedChat> chats,
        List<SavedMessage> messages,
        List<SavedFile> files,
        List<Account> accounts,
        List<WabaAccount> wabaAccounts,
        List<WabaTemplate> wabaTemplates,
        Map<String, String> wabaAnalytics,
        List<Teammate> teammates,
        List<TextTemplate> templates,
        List<SavedWebhook> webhooks,
        List<SavedWebhook> deletedWebhooks) {

    static final int VERSION = 1;

    /** The last that were given out, and what was used of the quotas. */
    record Counters(long chatId, long webhookId, long number, long creditsUsed, long callsUsed) {}

    record SavedChat(
            long id,
            String phone,
            String jid,
            String name,
            String accountId,
            Long wabaAccountId,
            Instant created,
            List<String> labels,
            Teammate responsible,
            boolean closed,
            boolean read,
            boolean autoresponse,
            boolean unattended,
            Instant lastReceived) {

        @Override
        public String toString() {
            return "SavedChat[" + id + "]";
        }
    }

    /**
     * @param attachments the uids of files
     */
    record SavedMessage(
            String uid,
            long chatId,
            boolean fromMe,
            String text,
            List<String> attachments,
            String origin,
            String type,
            String replyTo,
            Instant timestamp,
            Message.Party sender,
            Message.Party recipient,
            List<Message.Step> history,
            Map<String, Message.Reaction> reactions,
            String status,
            String createdBy,
            String templateName,
            ObjectNode failureReason) {

        @Override
        public String toString() {
            return "SavedMessage[" + uid + "]";
        }
    }

    /**
     * @param deleted only messages still have it
     */
    record SavedFile(StoredFile file, boolean deleted) {}

    record SavedWebhook(long id, String eventType, String url, boolean enabled, int errorsCounter) {

        static SavedWebhook of(Webhook webhook) {
            return new SavedWebhook(
                    webhook.id,
                    webhook.eventType,
                    webhook.url,
                    webhook.enabled,
                    webhook.errorsCounter);
        }

        Webhook webhook() {
            Webhook webhook = new Webhook(id, eventType, url, enabled);
            webhook.errorsCounter = errorsCounter;
            return webhook;
        }

        /** The URL has a secret in it. */
        @Override
        public String toString() {
            return "SavedWebhook[" + id + "]";
        }
    }

    @Override
    public String toString() {
        return "Saved[" + chats.size() + " chats]";
    }
}
