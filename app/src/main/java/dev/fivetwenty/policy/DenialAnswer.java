package dev.fivetwenty.policy;

import java.util.Optional;

/// How a request is answered that is not let through.
///
/// @param status from 400 to 499
/// @param own    the operator's content; empty for the page of that status
public record DenialAnswer(int status, Optional<Content> own) {

  public static final DenialAnswer FORBIDDEN = new DenialAnswer(403, Optional.empty());
  public static final DenialAnswer TOO_MANY = new DenialAnswer(429, Optional.empty());

  /// @param type media type
  public record Content(String type, String text) {}
}
