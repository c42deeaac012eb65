package dev.fivetwenty.incident.intake;

import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Visit;
import dev.fivetwenty.sanitise.Covered;
import dev.fivetwenty.sanitise.Tokens;

/// Covers an incident that was stored with all its values, before it is shown or handed on.
public final class Covering {

  /// How a token begins, and no address does.
  private static final String TOKEN = "#";

  /// True when what could be secret was covered before the incident was stored.
  public static boolean isCovered(Incident incident) {
    return incident.visit().client().startsWith(TOKEN);
  }

  /// Returns the incident as it would have been stored without its values.
  public static Incident covered(Incident incident, Tokens tokens) {
    if (isCovered(incident)) return incident;
    return new Incident(
        incident.ray(), incident.began(), incident.total(), visit(incident.visit(), tokens),
        incident.answer(), new Sanitiser(tokens).sanitised(incident.kept()));
  }

  /// The other end of a connection is shown where it is a proxy, which has named somebody else.
  private static Visit visit(Visit visit, Tokens tokens) {
    String client = tokens.ofAddress(visit.client());
    String target = Covered.urls(visit.path() + "?" + visit.query());
    return new Visit(
        visit.peer().equals(visit.client()) ? client : visit.peer(), client, visit.listener(),
        visit.protocol(), visit.tls(), visit.method(), visit.scheme(), visit.host(),
        visit.path(), target.substring(visit.path().length() + 1), visit.exchange(),
        visit.bytesFromClient());
  }

  private Covering() {}
}
