package io.github.cameltimelines.emulator;

import io.github.cameltimelines.emulator.Saved.SavedChat;
import io.github.cameltimelines.emulator.Saved.SavedFile;
import io.github.cameltimelines.emulator.Saved.SavedMessage;
import io.github.cameltimelines.emulator.Saved.SavedWebhook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between a workspace and what is saved of it. Called with the workspace locked. */
final class Memory {

    private Memory() {}

    /** A copy that does not change with the workspace. */
    static Saved of(Workspace workspace) {
        Map<String, SavedFile> files = new LinkedHashMap<>();
        workspace.files.forEach((uid, file) -> files.put(uid, new SavedFile(file, false)));
        List<SavedMessage> messages = new ArrayList<>();
        for (Message message : workspace.messages.values()) {
            message.attachments.forEach(
                    file -> files.putIfAbsent(file.uid(), new SavedFile(file, true)));
            messages.add(saved(message));
        }
        return new Saved(
                Saved.VERSION,
                workspace.counters(),
                workspace.chats.values().stream().map(Memory::saved).toList(),
                messages,
                List.copyOf(files.values()),
                List.copyOf(workspace.accounts.values()),
                List.copyOf(workspace.wabaAccounts.values()),
                List.copyOf(workspace.wabaTemplates.values()),
                new LinkedHashMap<>(workspace.wabaAnalytics),
                List.copyOf(workspace.teammates.values()),
                List.copyOf(workspace.templates.values()),
                workspace.webhooks.values().stream().map(SavedWebhook::of).toList(),
                workspace.deletedWebhooks.stream().map(SavedWebhook::of).toList());
    }

    private static SavedChat saved(Chat chat) {
        return new SavedChat(
                chat.id,
                chat.phone,
                chat.jid,
                chat.name,
                chat.accountId,
                chat.wabaAccountId,
                chat.created,
                List.copyOf(chat.labels),
                chat.responsible,
                chat.closed,
                chat.read,
                chat.autoresponse,
                chat.unattended,
                chat.lastReceived);
    }

    private static SavedMessage saved(Message message) {
        return new SavedMessage(
                message.uid,
                message.chat.id,
                message.fromMe,
                message.text,
                message.attachments.stream().map(StoredFile::uid).toList(),
                message.origin,
                message.type,
                message.replyTo,
                message.timestamp,
                message.sender,
                message.recipient,
                List.copyOf(message.history),
                new LinkedHashMap<>(message.reactions),
                message.status,
                message.createdBy,
                message.templateName,
                message.failureReason);
    }

    /** Puts what was saved in the place of all that the workspace has. */
    static void restore(Saved saved, Workspace workspace) {
        workspace.restart(saved.counters());
        saved.accounts().forEach(account -> workspace.accounts.put(account.id(), account));
        saved.wabaAccounts().forEach(account -> workspace.wabaAccounts.put(account.id(), account));
        saved.wabaTemplates()
                .forEach(template -> workspace.wabaTemplates.put(template.id(), template));
        workspace.wabaAnalytics.putAll(saved.wabaAnalytics());
        saved.teammates().forEach(mate -> workspace.teammates.put(mate.userId(), mate));
        saved.templates().forEach(template -> workspace.templates.put(template.id(), template));
        saved.webhooks()
                .forEach(webhook -> workspace.webhooks.put(webhook.id(), webhook.webhook()));
        saved.deletedWebhooks()
                .forEach(webhook -> workspace.deletedWebhooks.add(webhook.webhook()));
        Map<String, StoredFile> files = new LinkedHashMap<>();
        for (SavedFile file : saved.files()) {
            files.put(file.file().uid(), file.file());
            if (!file.deleted()) {
                workspace.files.put(file.file().uid(), file.file());
            }
        }
        saved.chats().forEach(chat -> workspace.chats.put(chat.id(), restored(chat)));
        for (SavedMessage message : saved.messages()) {
            Chat chat = workspace.chats.get(message.chatId());
            workspace.messages.put(message.uid(), restored(message, chat, files));
        }
    }

    private static Chat restored(SavedChat saved) {
        Chat chat =
                new Chat(
                        saved.id(),
                        saved.phone(),
                        saved.jid(),
                        saved.name(),
                        saved.accountId(),
                        saved.wabaAccountId(),
                        saved.created());
        chat.labels.addAll(saved.labels());
        chat.responsible = saved.responsible();
        chat.closed = saved.closed();
        chat.read = saved.read();
        chat.autoresponse = saved.autoresponse();
        chat.unattended = saved.unattended();
        chat.lastReceived = saved.lastReceived();
        return chat;
    }

    private static Message restored(SavedMessage saved, Chat chat, Map<String, StoredFile> files) {
        Message message =
                new Message.Builder(saved.uid(), chat, saved.timestamp())
                        .from(saved.sender(), saved.recipient(), saved.fromMe())
                        .content(
                                saved.text(),
                                saved.attachments().stream().map(files::get).toList(),
                                saved.replyTo())
                        .kind(saved.type(), saved.origin(), saved.status())
                        .build();
        message.history.addAll(saved.history());
        message.reactions.putAll(saved.reactions());
        message.createdBy = saved.createdBy();
        message.templateName = saved.templateName();
        message.failureReason = saved.failureReason();
        return message;
    }
}
