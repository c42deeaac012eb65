package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.head.EdgeAnswer;
import dev.fivetwenty.edge.head.Methods;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.edge.route.Routing;
import dev.fivetwenty.wire.RequestIndex;

/// Decides whether a request goes to an origin: where rules deny it, where it is for the edge itself and where no route
/// fits, the answer is here.
final class Admission {

  static final String TOO_LARGE = "limit-request-body";

  /// Returns the answer to a request that no rule could let through, null to others.
  static EdgeAnswer refuse(
      Settings settings, RequestIndex head, Methods method, RequestTrace trace, ClientFacts client) {
    if (client.plainOnTls()) return refused("plain-on-tls", 400, trace, settings);
    if (method == Methods.CONNECT) return refused("connect", 405, trace, settings);
    if (head.contentLength() > settings.mostBody()) return refused(TOO_LARGE, 413, trace, settings);
    return null;
  }

  private static EdgeAnswer refused(String why, int status, RequestTrace trace, Settings settings) {
    trace.refused(why);
    return trace.answer(status, settings);
  }

  /// Returns the answer, or null for a request that goes on; [RequestTrace#foundRoute] then says where.
  static EdgeAnswer ask(
      EdgeLoop loop, Settings settings, RequestIndex head, RequestTrace trace, ClientConnection client) {
    EdgeAnswer denial = loop.gate().ask(settings, head, client.facts(), trace);
    if (denial != null) return denial;
    if (settings.edgePaths() && EdgePaths.isOne(head)) {
      return EdgePaths.answer(head, trace, client, settings);
    }
    Route route = Routing.find(settings.routes(), head);
    if (route == null) return refused("no-route", 404, trace, settings);
    trace.route(route);
    return loop.gate().ask(settings, route, trace);
  }

  private Admission() {}
}
