package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the events of the protocol's `Network` domain together into exchanges.
///
/// What went on the wire, in `…ExtraInfo` events, comes before or after the event it belongs to, in the
/// order of the requests of a chain of redirects.
final class NetworkLog {

  /// More are counted, not recorded.
  static final int MAX_EXCHANGES = 1000;

  /// Bytes of the events that are kept: of heads, of content that was sent, of frames.
  static final long MAX_BYTES = 32 << 20;

  /// Events of which more is kept than a figure.
  private static final Set<String> KEPT =
      Set.of(
          "Network.requestWillBeSent", "Network.requestWillBeSentExtraInfo", "Network.responseReceived",
          "Network.responseReceivedExtraInfo", "Network.webSocketCreated",
          "Network.webSocketWillSendHandshakeRequest", "Network.webSocketHandshakeResponseReceived");

  /// The requests of one chain of redirects.
  private static final class Chain {
    final List<Seen> hops = new ArrayList<>();
    final List<Json.Obj> requestExtras = new ArrayList<>();
    final List<Json.Obj> responseExtras = new ArrayList<>();
  }

  private final Map<String, Chain> chains = new HashMap<>();
  private final List<Seen> exchanges = new ArrayList<>();
  private final WebSockets sockets = new WebSockets();
  private int beyond;
  private long bytes;
  private double epoch;

  void accept(DevTools.Event event) {
    Json.Obj params = event.params();
    String id = params.text("requestId");
    if (event.method().startsWith("Network.webSocketFrame")) frame(event.method(), id, params);
    else if (hasRoom(event, id)) happened(event.method(), id, params);
  }

  /// Of an exchange that does not fit nothing is kept: half of one would look like a failure.
  private boolean hasRoom(DevTools.Event event, String id) {
    if (!KEPT.contains(event.method())) return true;
    boolean fits = bytes + event.bytes() <= MAX_BYTES;
    if (fits) {
      bytes += event.bytes();
      return true;
    }
    Chain dropped = chains.remove(id);
    if (dropped != null) exchanges.removeAll(dropped.hops);
    beyond += dropped == null ? 0 : dropped.hops.size();
    if (event.method().equals("Network.requestWillBeSent")) beyond++;
    return false;
  }

  private void happened(String method, String id, Json.Obj params) {
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
      case "Network.webSocketCreated" -> sockets.made(id, params.text("url"));
      case "Network.webSocketWillSendHandshakeRequest" -> request(id, sockets.request(id, params, wall(params)));
      case "Network.webSocketHandshakeResponseReceived" -> WebSockets.answered(last(id), params);
      case "Network.webSocketClosed" -> last(id).finished(params.number("timestamp", -1), -1);
      default -> { }
    }
  }

  private void frame(String method, String id, Json.Obj params) {
    double at = wall(params);
    switch (method) {
      case "Network.webSocketFrameSent" -> bytes += last(id).frames().add("send", at, params, MAX_BYTES - bytes);
      case "Network.webSocketFrameReceived" ->
          bytes += last(id).frames().add("receive", at, params, MAX_BYTES - bytes);
      case "Network.webSocketFrameError" -> {
        // One that could not even connect has asked nothing yet.
        if (sockets.isMade(id)) request(id, sockets.request(id, params, at));
        WebSockets.failed(last(id), at, params);
      }
      default -> { }
    }
  }

  /// Returns seconds since 1970; most events have the browser's own clock only.
  private double wall(Json.Obj params) {
    return params.number("wallTime", epoch + params.number("timestamp", 0));
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
    epoch = params.number("wallTime", 0) - params.number("timestamp", 0);
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
    return exchanges.stream().filter(seen -> !seen.isDone() && seen.answered() < 0).count();
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
