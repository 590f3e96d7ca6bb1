package io.github.cameltimelines.model;

/** The WhatsApp Business template that a message was made from. */
@WireRecord
public record TemplateRef(Long id, String name) {}
