package dev.fivetwenty.traffic.suggest;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.value.KeyBuffer;
import dev.fivetwenty.traffic.Requester;
import dev.fivetwenty.traffic.Requesters;
import dev.fivetwenty.traffic.log.Recorded;
import dev.fivetwenty.traffic.log.RequestLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Counts what came by characteristic and period. One thread; logs are merged by time.
public final class Suggester {

  /// Of a client's IPv6 address, as limits count unless they are told otherwise.
  private static final int IPV6_PREFIX = 64;

  private final List<Characteristic> by;
  private final Optional<Expression> only;
  private final List<Duration> lengths;
  private final List<Periods> periods;
  private final Requesters requesters = new Requesters();
  private final KeyBuffer key = new KeyBuffer();
  private long requests;
  private long unreadable;

  /// @param by   together they are the key
  /// @param only requests that are counted; empty for all
  public Suggester(List<Characteristic> by, Optional<Expression> only, List<Duration> lengths) {
    this.by = List.copyOf(by);
    this.only = only;
    this.lengths = List.copyOf(lengths);
    this.periods = lengths.stream().map(length -> new Periods(length.toMillis())).toList();
  }

  public List<Suggestion> of(List<? extends RequestLog> logs) throws IOException {
    var next = new PriorityQueue<>(Comparator.comparingLong((RequestLog log) -> log.record().timeMillis()));
    for (RequestLog log : logs) {
      if (log.next()) next.add(log);
    }
    while (!next.isEmpty()) {
      RequestLog log = next.poll();
      take(log.record());
      if (log.next()) next.add(log);
    }
    for (RequestLog log : logs) unreadable += log.unreadable();
    var suggestions = new ArrayList<Suggestion>();
    for (int i = 0; i < lengths.size(); i++) suggestions.add(suggestion(lengths.get(i), periods.get(i)));
    return suggestions;
  }

  private void take(Recorded record) {
    if (only.isPresent() && !only.get().matches(record)) return;
    requests++;
    key.reset();
    for (Characteristic characteristic : by) characteristic.write(record, IPV6_PREFIX, key);
    long hash = hash(key.bytes(), key.length());
    Requester requester = requesters.of(record.agent());
    for (Periods each : periods) each.count(hash, record.timeMillis(), requester);
  }

  /// FNV-1a, mixed; of a million keys two share a count with a chance of one in forty million.
  private static long hash(byte[] bytes, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 0x100000001b3L;
    hash ^= hash >>> 32;
    return hash * 0x9E3779B97F4A7C15L;
  }

  private Suggestion suggestion(Duration length, Periods of) {
    var byRequester = of.end();
    var all = new Spread();
    byRequester.values().forEach(all::add);
    List<String> names = by.stream().map(Characteristic::toString).toList();
    return new Suggestion(names, length, all, byRequester, of.cut());
  }

  /// Returns how many requests were counted.
  public long requests() {
    return requests;
  }

  public long unreadable() {
    return unreadable;
  }
}
