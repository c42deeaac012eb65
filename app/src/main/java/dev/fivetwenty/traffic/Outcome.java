package dev.fivetwenty.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What rules did to the requests of logs. Confined to a thread; several are added up at the end.
public final class Outcome {

  private final Map<String, RuleHits> rules = new LinkedHashMap<>();
  private final long[] byRequester = new long[Requester.values().length];
  private final Timeline timeline = new Timeline();
  private final List<WhatIf> whatIfs = new ArrayList<>();
  private long requests;
  private long denied;
  private long unreadable;
  private String firstUnreadable = "";
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  /// A limit with another threshold.
  ///
  /// @param requests per period
  /// @param denied   requests that it would have denied, with all other rules as they are
  public record WhatIf(String rule, int requests, long denied, long clients, boolean asIs) {}

  Outcome(List<String> ids) {
    ids.forEach(id -> rules.put(id, new RuleHits(id)));
  }

  void request(long millis, Requester requester) {
    requests++;
    byRequester[requester.ordinal()]++;
    timeline.add(millis);
    firstMillis = Math.min(firstMillis, millis);
    lastMillis = Math.max(lastMillis, millis);
  }

  void denied() {
    denied++;
  }

  RuleHits hits(String id) {
    return rules.computeIfAbsent(id, RuleHits::new);
  }

  void unreadable(long lines, String first) {
    unreadable += lines;
    if (firstUnreadable.isEmpty()) firstUnreadable = first;
  }

  void whatIf(WhatIf other) {
    whatIfs.add(other);
  }

  void add(Outcome other) {
    other.rules.forEach((id, hits) -> hits(id).add(hits));
    for (int i = 0; i < byRequester.length; i++) byRequester[i] += other.byRequester[i];
    timeline.add(other.timeline);
    requests += other.requests;
    denied += other.denied;
    unreadable(other.unreadable, other.firstUnreadable);
    firstMillis = Math.min(firstMillis, other.firstMillis);
    lastMillis = Math.max(lastMillis, other.lastMillis);
  }

  /// Returns what each rule did, in the order of the rules.
  public List<RuleHits> rules() {
    return List.copyOf(rules.values());
  }

  public List<WhatIf> whatIfs() {
    return List.copyOf(whatIfs);
  }

  public long requests() {
    return requests;
  }

  public long of(Requester requester) {
    return byRequester[requester.ordinal()];
  }

  /// Returns how many requests would have been denied, by whichever rule.
  public long deniedRequests() {
    return denied;
  }

  public long unreadable() {
    return unreadable;
  }

  public String firstUnreadable() {
    return firstUnreadable;
  }

  public Timeline timeline() {
    return timeline;
  }

  /// Returns the earliest time, in milliseconds since 1970.
  public long firstMillis() {
    return requests == 0 ? 0 : firstMillis;
  }

  public long lastMillis() {
    return requests == 0 ? 0 : lastMillis;
  }
}
