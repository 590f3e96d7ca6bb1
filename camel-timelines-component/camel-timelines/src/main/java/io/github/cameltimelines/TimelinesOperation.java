package io.github.cameltimelines;

import io.github.cameltimelines.api.Operation;
import io.github.cameltimelines.api.Operations;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a producer can do: {@code timelines:sendMessage}, {@code timelines:listChats}, … The
 * constant's name in lower camel case is the name in the URI. What each takes and answers stands in
 * {@code docs/reference/operations.md}.
 */
public enum TimelinesOperation {
    LIST_CHATS(Operations.LIST_CHATS),
    GET_CHAT(Operations.GET_CHAT),
    UPDATE_CHAT(Operations.UPDATE_CHAT),
    LIST_MESSAGES(Operations.LIST_MESSAGES),
    LIST_LABELS(Operations.LIST_LABELS),
    SET_LABELS(Operations.SET_LABELS, "labels"),
    ADD_LABELS(Operations.ADD_LABELS, "labels"),
    ADD_NOTE(Operations.ADD_NOTE, "text"),
    SEND_MESSAGE(Operations.SEND_MESSAGE, "text"),
    SEND_TO_PHONE(Operations.SEND_TO_PHONE, "text"),
    SEND_TO_JID(Operations.SEND_TO_JID, "text"),
    SEND_FILE(Operations.SEND_FILE, "file"),
    SEND_VOICE(Operations.SEND_VOICE, "file"),
    GET_MESSAGE(Operations.GET_MESSAGE),
    GET_MESSAGE_STATUS(Operations.GET_MESSAGE_STATUS),
    GET_REACTIONS(Operations.GET_REACTIONS),
    SET_REACTION(Operations.SET_REACTION, "reaction"),
    LIST_FILES(Operations.LIST_FILES),
    UPLOAD_FILE_FROM_URL(Operations.UPLOAD_FILE_FROM_URL, "downloadUrl"),
    UPLOAD_FILE(Operations.UPLOAD_FILE, "file"),
    GET_FILE(Operations.GET_FILE),
    DELETE_FILE(Operations.DELETE_FILE),
    LIST_ACCOUNTS(Operations.LIST_ACCOUNTS),
    GET_WORKSPACE(Operations.GET_WORKSPACE),
    GET_QUOTAS(Operations.GET_QUOTAS),
    LIST_TEAMMATES(Operations.LIST_TEAMMATES),
    GET_ME(Operations.GET_ME),
    INVITE(Operations.INVITE),
    CANCEL_INVITATION(Operations.CANCEL_INVITATION),
    LIST_TEMPLATES(Operations.LIST_TEMPLATES),
    CREATE_TEMPLATE(Operations.CREATE_TEMPLATE, "text"),
    GET_TEMPLATE(Operations.GET_TEMPLATE),
    UPDATE_TEMPLATE(Operations.UPDATE_TEMPLATE, "text"),
    DELETE_TEMPLATE(Operations.DELETE_TEMPLATE),
    TRACK_TEMPLATE_USAGE(Operations.TRACK_TEMPLATE_USAGE),
    LIST_WEBHOOKS(Operations.LIST_WEBHOOKS),
    CREATE_WEBHOOK(Operations.CREATE_WEBHOOK),
    GET_WEBHOOK(Operations.GET_WEBHOOK),
    UPDATE_WEBHOOK(Operations.UPDATE_WEBHOOK),
    DELETE_WEBHOOK(Operations.DELETE_WEBHOOK),
    LIST_CHATS_V2(Operations.LIST_CHATS_V2),
    LIST_MESSAGES_V2(Operations.LIST_MESSAGES_V2),
    SEND_MESSAGE_V2(Operations.SEND_MESSAGE_V2, "text"),
    SEND_TO_PHONE_V2(Operations.SEND_TO_PHONE_V2, "text"),
    LIST_ACCOUNTS_V2(Operations.LIST_ACCOUNTS_V2),
    LIST_TEMPLATES_V2(Operations.LIST_TEMPLATES_V2),
    CREATE_TEMPLATE_V2(Operations.CREATE_TEMPLATE_V2, "text"),
    LIST_WABA_CHATS(Operations.LIST_WABA_CHATS),
    GET_WABA_CHAT(Operations.GET_WABA_CHAT),
    UPDATE_WABA_CHAT(Operations.UPDATE_WABA_CHAT),
    LIST_WABA_LABELS(Operations.LIST_WABA_LABELS),
    SET_WABA_LABELS(Operations.SET_WABA_LABELS, "labels"),
    ADD_WABA_LABELS(Operations.ADD_WABA_LABELS, "labels"),
    LIST_WABA_MESSAGES(Operations.LIST_WABA_MESSAGES),
    SEND_WABA_MESSAGE(Operations.SEND_WABA_MESSAGE, "text"),
    SEND_WABA_FILE(Operations.SEND_WABA_FILE, "file"),
    SEND_WABA_TO_PHONE(Operations.SEND_WABA_TO_PHONE, "text"),
    GET_WABA_MESSAGE(Operations.GET_WABA_MESSAGE),
    GET_WABA_MESSAGE_STATUS(Operations.GET_WABA_MESSAGE_STATUS),
    GET_WABA_REACTIONS(Operations.GET_WABA_REACTIONS),
    SET_WABA_REACTION(Operations.SET_WABA_REACTION, "reaction"),
    LIST_WABA_ACCOUNTS(Operations.LIST_WABA_ACCOUNTS),
    GET_WABA_ACCOUNT(Operations.GET_WABA_ACCOUNT),
    REQUEST_WABA_ANALYTICS(Operations.REQUEST_WABA_ANALYTICS),
    GET_WABA_ANALYTICS(Operations.GET_WABA_ANALYTICS),
    LIST_WABA_TEMPLATES(Operations.LIST_WABA_TEMPLATES),
    GET_WABA_TEMPLATE(Operations.GET_WABA_TEMPLATE);

    private final String uriName = camelCase(name());
    private final Operation<?> call;
    private final String bodyParameter;

    TimelinesOperation(Operation<?> call) {
        this(call, null);
    }

    TimelinesOperation(Operation<?> call, String bodyParameter) {
        this.call = call;
        this.bodyParameter = bodyParameter;
    }

    /** The name in a URI, e.g. {@code sendMessage}. */
    public String uriName() {
        return uriName;
    }

    private static String camelCase(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.split("_")) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        return name.toString();
    }

    /** The call that it makes. */
    public Operation<?> call() {
        return call;
    }

    /** The parameter that a plain message body (text, file, list) stands for, if there is one. */
    public Optional<String> bodyParameter() {
        return Optional.ofNullable(bodyParameter);
    }

    /**
     * @throws IllegalArgumentException naming all operations if there is none of that name
     */
    public static TimelinesOperation of(String uriName) {
        return Arrays.stream(values())
                .filter(operation -> operation.uriName().equals(uriName))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no operation "
                                                + uriName
                                                + "; there are "
                                                + Arrays.stream(values())
                                                        .map(TimelinesOperation::uriName)
                                                        .toList()));
    }
}
