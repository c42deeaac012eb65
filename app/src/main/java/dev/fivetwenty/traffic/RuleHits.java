package dev.fivetwenty.traffic;

import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.traffic.log.Recorded;

/// What one rule did to the requests of a log. Confined to a thread.
public final class RuleHits {

  private static final int MAX_SAMPLE = 200;

  private final String id;
  private final long[] byRequester = new long[Requester.values().length];
  private final Timeline timeline = new Timeline();
  private final Clients clients = new Clients();
  private long denied;
  private long noted;
  private long ofEdge;
  private long firstMillis = Long.MAX_VALUE;
  private String first = "";

  RuleHits(String id) {
    this.id = id;
  }

  /// @param denies  false where it is only noted, as in shadow mode
  /// @param ofEdge  whether the client is an address of a CDN
  /// @param place   file and line, made only for the first
  void add(Recorded record, boolean denies, Requester requester, boolean edge, Place place) {
    if (denies) denied++;
    else noted++;
    byRequester[requester.ordinal()]++;
    if (edge) ofEdge++;
    clients.add(record.client());
    timeline.add(record.timeMillis());
    if (record.timeMillis() >= firstMillis) return;
    firstMillis = record.timeMillis();
    first = sample(record, place);
  }

  /// Where a request was read.
  interface Place {
    String text();
  }

  private static String sample(Recorded record, Place place) {
    String text = place.text() + ": " + record.client() + " " + record.text(Part.METHOD) + " "
        + record.text(Part.PATH);
    return text.length() > MAX_SAMPLE ? text.substring(0, MAX_SAMPLE - 1) + "…" : text;
  }

  void add(RuleHits other) {
    denied += other.denied;
    noted += other.noted;
    ofEdge += other.ofEdge;
    for (int i = 0; i < byRequester.length; i++) byRequester[i] += other.byRequester[i];
    timeline.add(other.timeline);
    clients.add(other.clients);
    if (other.firstMillis >= firstMillis) return;
    firstMillis = other.firstMillis;
    first = other.first;
  }

  public String id() {
    return id;
  }

  /// Returns how many requests it would have denied.
  public long denied() {
    return denied;
  }

  /// Returns of how many it would only have been noted.
  public long noted() {
    return noted;
  }

  public long hits() {
    return denied + noted;
  }

  public long of(Requester requester) {
    return byRequester[requester.ordinal()];
  }

  /// Returns how many came from an address of a CDN itself.
  public long ofEdge() {
    return ofEdge;
  }

  public Timeline timeline() {
    return timeline;
  }

  public Clients clients() {
    return clients;
  }

  /// Returns when it was first met, in milliseconds since 1970.
  public long firstMillis() {
    return firstMillis;
  }

  /// Returns the first request that it met: file, line, client, method and path.
  public String first() {
    return first;
  }
}
