package io.github.cameltimelines.crm;

import io.github.cameltimelines.model.Chat;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The contacts of the CRM, in the application's database. */
@RestController
class Contacts {

    private final JdbcClient database;

    Contacts(JdbcClient database) {
        this.database = database;
    }

    /** The chat is the key: an event that comes again makes no second contact. */
    public void add(Chat chat) {
        try {
            database.sql("INSERT INTO contact (chat_id, name, phone) VALUES (?, ?, ?)")
                    .params(chat.id(), chat.name(), chat.phone())
                    .update();
        } catch (DuplicateKeyException known) {
            // it is there already
        }
    }

    @GetMapping("/contacts")
    public List<Map<String, Object>> all() {
        return database.sql("SELECT * FROM contact ORDER BY chat_id").query().listOfRows();
    }

    /**
     * The body is an e-mail address, or empty. The agent and the history of it: both or neither.
     */
    @Transactional
    @PutMapping("/contacts/{chatId}/agent")
    public ResponseEntity<Void> assign(
            @PathVariable long chatId, @RequestBody(required = false) String agent) {
        String update = "UPDATE contact SET agent = ? WHERE chat_id = ?";
        if (database.sql(update).params(agent, chatId).update() == 0) {
            return ResponseEntity.notFound().build();
        }
        String note = "INSERT INTO assignment (agent, chat_id) VALUES (?, ?)";
        database.sql(note).params(agent, chatId).update();
        return ResponseEntity.noContent().build();
    }
}
