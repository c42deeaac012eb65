package dev.fivetwenty.recorder;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.wire.Rule;

/// What one event loop counts: written by that loop only, summed over all loops when asked.
///
/// [Lane#publish] counts the exchange itself, also one whose record is dropped. The loop calls
/// the rest where it happens.
public final class LoopMeters {

  private static final int CAUSES = Cause.values().length;
  private static final int METHODS = Methods.count();
  private static final int STATUSES = Statuses.count();

  /// By listener; made when the first exchange of that listener is counted.
  private final Counters[] requests = new Counters[Labels.LISTENERS];
  private final Durations requestDurations = new Durations();
  private final Durations connectDurations = new Durations();
  private final Durations firstByteDurations = new Durations();
  private final Counters originErrors = new Counters(CAUSES);
  private final Counters edgeAnswers = new Counters((CAUSES + 1) * STATUSES);
  private final Counters aborted = new Counters(CAUSES);
  private final Counters bytes = new Counters(Traffic.values().length);
  private final Counters retries = new Counters(RetryReason.values().length);
  private final Counters glitches = new Counters(Rule.values().length);
  private final Counters clientConnections = new Counters(ConnectionState.values().length);
  private final Counters originConnections = new Counters(ConnectionState.values().length);
  private final Counters accepted = new Counters(1);

  /// A direction in which bytes are counted, as messages, without TLS.
  public enum Traffic {
    FROM_CLIENT, TO_CLIENT, FROM_ORIGIN, TO_ORIGIN
  }

  LoopMeters() {
    for (int i = 0; i < requests.length; i++) requests[i] = new Counters(0);
  }

  // What the loop calls.

  public void clientAccepted() {
    accepted.increment(0);
  }

  /// @param change 1 when a connection comes into the state, -1 when it leaves it
  public void clientConnections(ConnectionState state, int change) {
    clientConnections.add(state.ordinal(), change);
  }

  public void originConnections(ConnectionState state, int change) {
    originConnections.add(state.ordinal(), change);
  }

  /// Counts an attempt that failed with `cause` and is made again; the last one is counted with
  /// its exchange.
  public void retry(Label origin, Cause cause, RetryReason reason) {
    retries.increment(reason.ordinal());
    originError(origin, cause);
  }

  public void glitch(Rule rule) {
    glitches.increment(rule.ordinal());
  }

  void exchange(ExchangeRecord record) {
    request(record);
    bytes(record);
    if (record.origin != null) {
      if (record.connect >= 0) connectDurations.add(record.origin, record.connect);
      if (record.originFirstByte >= 0) firstByteDurations.add(record.origin, record.originFirstByte);
    }
    if (record.edgeMade) edgeAnswers.increment(answer(record.cause, Statuses.index(record.status)));
    if (record.cause != null) failure(record);
  }

  private void request(ExchangeRecord record) {
    if (record.listener == null) return;
    Label route = record.route == null ? Labels.UNROUTED : record.route;
    int code = Statuses.index(record.status);
    requests[record.listener.index()].increment(
        request(route, Methods.index(record.texts()), code));
    requestDurations.add(route, Math.max(0, record.total));
  }

  private void bytes(ExchangeRecord record) {
    bytes.add(Traffic.FROM_CLIENT.ordinal(), record.bytesFromClient);
    bytes.add(Traffic.TO_CLIENT.ordinal(), record.bytesToClient);
    bytes.add(Traffic.FROM_ORIGIN.ordinal(), record.bytesFromOrigin);
    bytes.add(Traffic.TO_ORIGIN.ordinal(), record.bytesToOrigin);
  }

  private void failure(ExchangeRecord record) {
    if (record.abortedAfterHead()) aborted.increment(record.cause.ordinal());
    if (record.origin != null) originError(record.origin, record.cause);
  }

  private void originError(Label origin, Cause cause) {
    // Our own defects are never counted against an origin.
    if (cause.party() == Party.EDGE) return;
    originErrors.increment(origin.index() * CAUSES + cause.ordinal());
  }

  private static int request(Label route, int method, int code) {
    return (route.index() * METHODS + method) * STATUSES + code;
  }

  private static int answer(Cause cause, int code) {
    return (cause == null ? CAUSES : cause.ordinal()) * STATUSES + code;
  }

  // What a scrape reads.

  public long requests(Label listener, Label route, int method, int code) {
    return requests[listener.index()].get(request(route, method, code));
  }

  public Durations requestDurations() {
    return requestDurations;
  }

  public Durations connectDurations() {
    return connectDurations;
  }

  public Durations firstByteDurations() {
    return firstByteDurations;
  }

  public long originErrors(Label origin, Cause cause) {
    return originErrors.get(origin.index() * CAUSES + cause.ordinal());
  }

  /// @param cause null for answers to requests that the edge refused
  public long edgeAnswers(Cause cause, int code) {
    return edgeAnswers.get(answer(cause, code));
  }

  public long aborted(Cause cause) {
    return aborted.get(cause.ordinal());
  }

  public long bytes(Traffic traffic) {
    return bytes.get(traffic.ordinal());
  }

  public long retries(RetryReason reason) {
    return retries.get(reason.ordinal());
  }

  public long glitches(Rule rule) {
    return glitches.get(rule.ordinal());
  }

  public long clientConnections(ConnectionState state) {
    return clientConnections.get(state.ordinal());
  }

  public long originConnections(ConnectionState state) {
    return originConnections.get(state.ordinal());
  }

  public long accepted() {
    return accepted.get(0);
  }
}
