CREATE TABLE IF NOT EXISTS contact (
    chat_id    BIGINT PRIMARY KEY,
    name       VARCHAR(255),
    phone      VARCHAR(32),
    agent      VARCHAR(254),
    told_agent VARCHAR(254) DEFAULT '' NOT NULL
);
CREATE TABLE IF NOT EXISTS assignment (
    chat_id     BIGINT NOT NULL REFERENCES contact,
    agent       VARCHAR(254),
    assigned_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
