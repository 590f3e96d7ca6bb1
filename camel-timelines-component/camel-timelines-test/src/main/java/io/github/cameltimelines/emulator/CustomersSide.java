package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What customers do, over HTTP: write, call, react, and read their own chat. */
final class CustomersSide {

    /** WhatsApp's own limit of a text message. */
    private static final int TEXT_LIMIT = 65_536;

    private final Workspace workspace;
    private final Conversations conversations;
    private final WebhookSender sender;
    private final SampleEvents samples;

    CustomersSide(
            Workspace workspace,
            Conversations conversations,
            WebhookSender sender,
            SampleEvents samples) {
        this.workspace = workspace;
        this.conversations = conversations;
        this.sender = sender;
        this.samples = samples;
    }

    void register(Routes routes) {
        routes.get("/customers/:phone/messages", this::read);
        routes.post("/customers/:phone/messages", this::write);
        routes.post("/customers/:phone/calls", this::call);
        routes.post("/customers/:phone/reactions", this::react);
        routes.post("/events/:event_type", this::fire);
    }

    private Reply write(Call call) {
        String phone = phone(call);
        boolean form = call.hasContentType("multipart/");
        Fields fields = form ? new Fields(Json.object()) : call.fields();
        Optional<String> text =
                form ? call.form("text", TEXT_LIMIT) : fields.text("text", TEXT_LIMIT);
        Optional<String> name = form ? call.form("name", 256) : fields.text("name", 256);
        boolean waba = fields.flag("waba").orElse(false);
        List<Upload> uploads = call.uploads("file");
        if (text.filter(t -> !t.isBlank()).isEmpty() && uploads.isEmpty()) {
            throw ApiProblem.field("text", "is required, unless there is a file");
        }
        Message message =
                conversations.receive(phone, name.orElse(null), text.orElse(null), uploads, waba);
        return created(message);
    }

    private Reply call(Call call) {
        String phone = phone(call);
        Fields fields = call.fields();
        String name = fields.text("name", 256).orElse(null);
        Optional<Long> seconds = fields.number("duration_s");
        return created(
                conversations.call(
                        phone,
                        name,
                        true,
                        seconds.isPresent() ? "Answered" : "Missed",
                        seconds.map(Long::intValue).orElse(null)));
    }

    private Reply react(Call call) {
        String phone = phone(call);
        Fields fields = call.fields();
        String uid = fields.required("message_uid", 64);
        String emoji = fields.text("reaction", 50).orElse("");
        Message message = workspace.messages.get(uid);
        if (message == null || !phone.equals(message.chat.phone)) {
            throw ApiProblem.notFound("Message uid " + uid + " not found");
        }
        conversations.react(message, conversations.customer(message.chat), emoji);
        return created(message);
    }

    /** The chat as its customer sees it: without notes. */
    private Reply read(Call call) {
        ObjectNode data = Json.object();
        Optional<Chat> chat = conversations.chatOf(phone(call), call.flag("waba").orElse(false));
        data.put("chat_id", chat.map(c -> c.id).orElse(null));
        ArrayNode array = data.putArray("messages");
        chat.stream()
                .flatMap(c -> c.messages.stream())
                .filter(CustomersSide::visible)
                .forEach(message -> array.add(json(message)));
        return Reply.ok(data);
    }

    /** A message on its way has not reached the customer yet. */
    static boolean visible(Message message) {
        boolean onItsWay =
                message.fromMe && List.of("Pending", "Sending", "Failed").contains(message.status);
        return !message.type.equals("note") && !onItsWay;
    }

    private ObjectNode json(Message message) {
        ObjectNode node =
                Json.object()
                        .put("uid", message.uid)
                        .put("from_me", message.fromMe)
                        .put("text", message.text)
                        .put("status", message.status)
                        .put("message_type", message.type)
                        .put("timestamp", workspace.times.format(message.timestamp));
        ArrayNode files = node.putArray("attachments");
        message.attachments.forEach(file -> files.add(file.upload().filename()));
        node.set("reactions", Json.strings(message.reactionCounts().keySet()));
        return node;
    }

    /** A sample of the event type, or the body as its payload. */
    private Reply fire(Call call) {
        String eventType = call.path("event_type");
        if (!EventTypes.valid(eventType, workspace.settings.envelope())) {
            throw ApiProblem.field("event_type", "is not a known event type");
        }
        ObjectNode payload = call.fields().json();
        payload.remove("event_type");
        sender.send(eventType, payload.isEmpty() ? samples.payload(eventType) : payload, "fired");
        return new Reply(202, Json.object().put("status", "ok"));
    }

    static String phone(Call call) {
        return Phones.parse(call.path("phone"))
                .orElseThrow(() -> ApiProblem.field("phone", "must be a number in E.164"));
    }

    private static Reply created(Message message) {
        return Reply.ok(
                201, Json.object().put("message_uid", message.uid).put("chat_id", message.chat.id));
    }
}
