package io.github.cameltimelines.outbox;

/** A row of the table of what is owed, as it is inserted. */
public interface DeliveryRow {

    long id();

    long eventId();

    int subscriptionId();

    int queue();

    long lane();

    int attempts();

    int holder();

    long turn();
}
