package dev.plangate.bench.history.model;

/** An event id that came twice. The second record is judged no further. */
public record RepeatedEvent(String eventId, String key, Place first, Place second) {}
