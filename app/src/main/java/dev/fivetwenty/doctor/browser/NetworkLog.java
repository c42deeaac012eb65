package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts the events of the protocol's `Network` domain together into exchanges.
///
/// What went on the wire, in `…ExtraInfo` events, comes before or after the event it belongs to, in the
/// order of the requests of a chain of redirects.
final class NetworkLog {

  /// More are counted, not recorded.
  static final int MAX_EXCHANGES = 1000;

  /// The requests of one chain of redirects.
  private static final class Chain {
    final List<Seen> hops = new ArrayList<>();
    final List<Json.Obj> requestExtras = new ArrayList<>();
    final List<Json.Obj> responseExtras = new ArrayList<>();
  }

  private final Map<String, Chain> chains = new HashMap<>();
  private final List<Seen> exchanges = new ArrayList<>();
  private int beyond;

  void accept(String method, Json.Obj params) {
    String id = params.text("requestId");
    switch (method) {
      case "Network.requestWillBeSent" -> request(id, params);
      case "Network.requestWillBeSentExtraInfo" -> extra(id, params, true);
      case "Network.responseReceivedExtraInfo" -> extra(id, params, false);
      case "Network.responseReceived" ->
          last(id).response(params.object("response"), hasExtra(params, "hasExtraInfo"));
      case "Network.dataReceived" -> last(id).data((long) params.number("dataLength", 0));
      case "Network.loadingFinished" ->
          last(id).finished(
              params.number("timestamp", -1), (long) params.number("encodedDataLength", -1));
      case "Network.loadingFailed" ->
          last(id).failed(params.number("timestamp", -1), params.text("errorText"));
      default -> { }
    }
  }

  private void request(String id, Json.Obj params) {
    if (params.has("redirectResponse")) {
      Seen before = last(id);
      before.response(params.object("redirectResponse"), hasExtra(params, "redirectHasExtraInfo"));
      before.redirected(params.number("timestamp", -1));
    }
    if (exchanges.size() == MAX_EXCHANGES) {
      beyond++;
      return;
    }
    var seen = new Seen(id, params);
    chains.computeIfAbsent(id, _ -> new Chain()).hops.add(seen);
    exchanges.add(seen);
  }

  private static boolean hasExtra(Json.Obj params, String name) {
    return params.get(name).filter(Json.Word.TRUE::equals).isPresent();
  }

  private void extra(String id, Json.Obj params, boolean request) {
    if (chains.size() >= 2 * MAX_EXCHANGES) return;
    Chain chain = chains.computeIfAbsent(id, _ -> new Chain());
    List<Json.Obj> extras = request ? chain.requestExtras : chain.responseExtras;
    if (extras.size() < MAX_EXCHANGES) extras.add(params);
  }

  /// Returns the last request of that name; one that nobody sees where there is none.
  private Seen last(String id) {
    Chain chain = chains.get(id);
    boolean known = chain != null && !chain.hops.isEmpty();
    return known ? chain.hops.getLast() : new Seen(id, Json.Obj.EMPTY);
  }

  /// Returns whether the exchange of that name has ended.
  boolean isDone(String id) {
    return last(id).isDone();
  }

  long running() {
    return exchanges.stream().filter(seen -> !seen.isDone()).count();
  }

  int beyond() {
    return beyond;
  }

  /// Returns all exchanges in the order of their requests, with what went on the wire.
  List<Seen> exchanges() {
    for (Chain chain : chains.values()) {
      int sent = 0;
      int received = 0;
      for (Seen seen : chain.hops) {
        if (!seen.mayHaveExtra()) continue;
        if (sent < chain.requestExtras.size()) seen.sent(chain.requestExtras.get(sent++));
        boolean answered = seen.response().has("status");
        if (answered && received < chain.responseExtras.size()) {
          seen.received(chain.responseExtras.get(received++));
        }
      }
    }
    return List.copyOf(exchanges);
  }
}
