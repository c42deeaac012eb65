package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.cause.Party;
import java.util.Locale;

/// Where on the path from the visitor to the origin it broke.
public enum Place {
  VISITOR,
  EDGE,
  /// Between edge and origin: a resolver, a route, a firewall; or nobody knows on which side.
  NETWORK,
  ORIGIN;

  private final String slug = name().toLowerCase(Locale.ROOT);

  public static Place of(Party party) {
    return switch (party) {
      case CLIENT -> VISITOR;
      case EDGE -> EDGE;
      case NETWORK, UNKNOWN -> NETWORK;
      case ORIGIN -> ORIGIN;
    };
  }

  public String slug() {
    return slug;
  }

  /// True when the edge did its part and something behind it did not.
  boolean isBehindTheEdge() {
    return this == NETWORK || this == ORIGIN;
  }

  /// True when the edge keeps a record under the Ray ID: of every failure but a refused request.
  boolean isRecorded() {
    return this != VISITOR;
  }
}
