package dev.fivetwenty.policy.errorpage;

/// Writes the template of the JSON document for one fault, RFC 9457 with members of our own.
///
/// The names are public contract: docs/schema/error.schema.json.
final class JsonText {

  private final StringBuilder json = new StringBuilder("{\n");

  static String of(Subject subject) {
    var text = new JsonText();
    text.member("type", "/.edge/error/" + subject.status().code() + fragment(subject));
    text.member("title", "::TITLE::");
    text.plain("status", "::STATUS::");
    text.member("detail", "::WHAT_HAPPENED::");
    text.member("instance", "::RAY_ID::");
    if (subject.cause().isPresent()) {
      text.member("cause", "::CAUSE::");
      text.member("family", "::FAMILY::");
      text.member("summary", "::CAUSE_TEXT::");
    }
    text.member("where", "::WHERE::");
    text.member("ray_id", "::RAY_ID::");
    text.member("timestamp", "::TIMESTAMP::");
    text.member("host", "::HOST::");
    text.plain("retryable", Boolean.toString(subject.retryable()));
    text.plain("retry_after", "::RETRY_AFTER::");
    text.plain("owner_action_required", Boolean.toString(subject.needsTheOwner()));
    text.member("what_you_should_do", "::WHAT_TO_DO::");
    text.member("what_the_owner_should_do", "::WHAT_OWNER_CAN_DO::");
    return text.last("commands", commands(subject.place()));
  }

  private static String commands(Place place) {
    if (!place.isRecorded()) return "[]";
    String why = "\"fivetwenty why ::RAY_ID::\"";
    return place.isBehindTheEdge() ? "[" + why + ", \"::DIAGNOSE_COMMAND::\"]" : "[" + why + "]";
  }

  private static String fragment(Subject subject) {
    return subject.cause().map(cause -> "#" + cause.slug()).orElse("");
  }

  private void member(String name, String text) {
    plain(name, "\"" + text + "\"");
  }

  private void plain(String name, String value) {
    json.append("  \"").append(name).append("\": ").append(value).append(",\n");
  }

  private String last(String name, String value) {
    return json.append("  \"").append(name).append("\": ").append(value).append("\n}\n").toString();
  }

  private JsonText() {}
}
