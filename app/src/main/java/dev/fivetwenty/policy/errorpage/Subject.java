package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.PublicText;
import java.util.Optional;

/// What all answers to one fault have in common, whoever asked.
record Subject(ErrorStatus status, Optional<Cause> cause, Place place, boolean retryable) {

  static Subject of(Failure failure) {
    return new Subject(failure.status(), failure.cause(), failure.place(), failure.isRetryable());
  }

  /// Returns the value of a token that is not variable.
  String value(Token token, Texts texts) {
    return switch (token) {
      case STATUS -> Integer.toString(status.code());
      case REASON -> status.reason();
      case TITLE -> about(texts, "title");
      case CAUSE -> cause.map(Cause::slug).orElse("");
      case CAUSE_TEXT -> cause.map(c -> PublicText.of(c).text()).orElse(status.reason());
      case FAMILY -> cause.map(c -> c.family().slug()).orElse("");
      case WHAT_HAPPENED -> about(texts, "happened");
      case WHAT_TO_DO -> about(texts, "visitor");
      case WHAT_OWNER_CAN_DO -> about(texts, "owner");
      case WHERE -> place.slug();
      case WHERE_TEXT -> texts.path(place, "text");
      case VISITOR_STATE -> texts.path(place, "visitor");
      case EDGE_STATE -> texts.path(place, "edge");
      case ORIGIN_STATE -> texts.path(place, "origin");
      case LANGUAGE -> texts.language();
      case RAY_ID, CLIENT_IP, HOST, TIME, TIMESTAMP, RETRY_AFTER, DIAGNOSE_COMMAND ->
          throw new IllegalArgumentException(token + " is variable");
    };
  }

  private String about(Texts texts, String item) {
    return texts.about(status, cause, place, item);
  }

  /// True when the owner of the site must act, or have somebody act.
  boolean needsTheOwner() {
    return place.isBehindTheEdge();
  }
}
