package io.github.cameltimelines.emulator;

/** A message template approved, or not, by Meta; {@code variables} are those of its body. */
record WabaTemplate(
        long id, String name, String language, String status, String text, int variables) {}
