package dev.fivetwenty.policy.errorpage;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a template may ask for, written `::NAME::`.
public enum Token {
  RAY_ID(true),
  CLIENT_IP(true),
  HOST(true),
  /// For people, for example `2026-11-25 13:27:19 UTC`.
  TIME(true),
  /// For programs, RFC 3339.
  TIMESTAMP(true),
  /// Seconds; nothing, or `null` in JSON, when waiting does not help.
  RETRY_AFTER(true),
  /// Nothing unless the fault lies behind the edge.
  DIAGNOSE_COMMAND(true),
  STATUS(false),
  REASON(false),
  TITLE(false),
  /// The slug, or nothing when the fault is not in the catalogue.
  CAUSE(false),
  /// One clause about the cause, or the reason phrase.
  CAUSE_TEXT(false),
  FAMILY(false),
  WHAT_HAPPENED(false),
  WHAT_TO_DO(false),
  WHAT_OWNER_CAN_DO(false),
  /// `visitor`, `edge`, `network` or `origin`.
  WHERE(false),
  WHERE_TEXT(false),
  VISITOR_STATE(false),
  EDGE_STATE(false),
  ORIGIN_STATE(false),
  LANGUAGE(false);

  static final int COUNT = values().length;

  private static final Map<String, Token> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Token::name, Function.identity()));

  private final boolean variable;

  Token(boolean variable) {
    this.variable = variable;
  }

  /// Returns the token of this name, or null.
  static Token named(String name) {
    return BY_NAME.get(name);
  }

  /// True when the value differs between two answers to the same fault.
  boolean isVariable() {
    return variable;
  }

  /// Returns the value of a variable token.
  String of(Failure failure) {
    Visitor visitor = failure.visitor();
    return switch (this) {
      case RAY_ID -> visitor.rayId();
      case CLIENT_IP -> visitor.address();
      case HOST -> visitor.host();
      case TIME -> Times.forPeople(visitor.time());
      case TIMESTAMP -> Times.forPrograms(visitor.time());
      case DIAGNOSE_COMMAND ->
          failure.place().isBehindTheEdge()
              ? "fivetwenty diagnose " + visitor.url() + " --origin ADDRESS"
              : "";
      case RETRY_AFTER ->
          failure.retryAfter().isPresent()
              ? Integer.toString(failure.retryAfter().getAsInt())
              : "";
      default -> throw new IllegalArgumentException(name());
    };
  }
}
