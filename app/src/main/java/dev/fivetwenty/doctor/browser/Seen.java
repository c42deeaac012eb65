package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;
import java.util.Optional;

/// One exchange as a browser tells of it; filled in while its events come.
final class Seen {

  private final String id;
  private final Json.Obj request;
  private final double asked;
  private final double wall;
  private final String type;
  private Json.Obj response = Json.Obj.EMPTY;
  private boolean extra = true;
  private Json.Obj sent = Json.Obj.EMPTY;
  private Json.Obj received = Json.Obj.EMPTY;
  private long dataBytes;
  private long encodedBytes = -1;
  private double ended = -1;
  private String error = "";
  private boolean redirected;
  private double answered = -1;
  private final Frames frames = new Frames();
  private Optional<Json.Obj> content = Optional.empty();

  /// @param params of `Network.requestWillBeSent`
  Seen(String id, Json.Obj params) {
    this.id = id;
    request = params.object("request");
    asked = params.number("timestamp", 0);
    wall = params.number("wallTime", 0);
    type = params.text("type");
  }

  void response(Json.Obj head, boolean hasExtra) {
    response = head;
    extra = hasExtra;
  }

  /// @param at when a WebSocket's handshake was answered
  void opened(double at) {
    answered = at;
  }

  /// What comes behind the end belongs to the browser's own page about the failure.
  void data(long bytes) {
    if (!isDone()) dataBytes += bytes;
  }

  void finished(double at, long encoded) {
    ended = at;
    encodedBytes = encoded;
  }

  void failed(double at, String reason) {
    ended = at;
    if (!response.has("status")) dataBytes = 0;
    error = reason.isEmpty() ? "net::ERR_FAILED" : reason;
  }

  /// Of a reply that was only a redirect nothing more is told.
  void redirected(double at) {
    redirected = true;
    ended = at;
    encodedBytes = (long) response.number("encodedDataLength", -1);
  }

  /// @param extra of `Network.requestWillBeSentExtraInfo`
  void sent(Json.Obj extra) {
    sent = extra;
  }

  /// @param extra of `Network.responseReceivedExtraInfo`
  void received(Json.Obj extra) {
    received = extra;
  }

  /// @param answer to `Network.getResponseBody`
  void content(Json.Obj answer) {
    content = Optional.of(answer);
  }

  String id() {
    return id;
  }

  String url() {
    String url = request.text("url");
    int fragment = url.indexOf('#');
    return fragment < 0 ? url : url.substring(0, fragment);
  }

  Json.Obj request() {
    return request;
  }

  /// Returns `Document` for what the browser was sent to, else what it was for, such as `Image`.
  String type() {
    return type;
  }

  /// Returns the head as the browser understood it, empty where none came.
  Json.Obj response() {
    return response;
  }

  /// Returns whether it may have gone over the wire; what came from a cache has not.
  boolean mayHaveExtra() {
    return extra;
  }

  Json.Obj sentExtra() {
    return sent;
  }

  Json.Obj receivedExtra() {
    return received;
  }

  /// Returns seconds since 1970 when it was asked for.
  double wall() {
    return wall;
  }

  /// Returns seconds of the browser's own clock.
  double asked() {
    return asked;
  }

  /// Returns seconds of the same clock, negative where it has not ended.
  double ended() {
    return ended;
  }

  boolean isDone() {
    return ended >= 0;
  }

  /// Returns when the handshake of a WebSocket was answered, negative where it was not.
  double answered() {
    return answered;
  }

  /// Returns those of a WebSocket, none of anything else.
  Frames frames() {
    return frames;
  }

  /// Returns bytes of content, decoded.
  long dataBytes() {
    return dataBytes;
  }

  /// Returns bytes on the wire, head included, -1 where they are not known.
  long encodedBytes() {
    return encodedBytes;
  }

  /// Returns why it failed, empty where it did not.
  String error() {
    return error;
  }

  boolean isRedirect() {
    return redirected;
  }

  Optional<Json.Obj> content() {
    return content;
  }
}
