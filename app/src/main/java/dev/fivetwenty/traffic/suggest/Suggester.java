package dev.fivetwenty.traffic.suggest;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.traffic.log.RequestLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Counts what came by characteristic and period. Each log is read in a thread of its own; they are
/// merged by time, as one limit would count them.
public final class Suggester {

  private final List<Characteristic> by;
  private final Optional<Expression> only;
  private final List<Duration> lengths;
  private final List<Periods> periods;
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
    List<ReadAhead> readers = logs.stream().map(log -> new ReadAhead(log, by, only)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      readers.forEach(threads::execute);
      count(readers, threads);
    }
    for (RequestLog log : logs) unreadable += log.unreadable();
    var suggestions = new ArrayList<Suggestion>();
    for (int i = 0; i < lengths.size(); i++) suggestions.add(suggestion(lengths.get(i), periods.get(i)));
    return suggestions;
  }

  /// Counts in the order of time, and stops the readers when that ends early.
  private void count(List<ReadAhead> readers, ExecutorService threads) throws IOException {
    try {
      var next = new PriorityQueue<>(Comparator.comparingLong(ReadAhead::millis));
      for (ReadAhead reader : readers) {
        if (reader.next()) next.add(reader);
      }
      while (!next.isEmpty()) {
        ReadAhead reader = next.poll();
        count(reader);
        if (reader.next()) next.add(reader);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } finally {
      threads.shutdownNow();
    }
  }

  private void count(ReadAhead reader) {
    requests++;
    for (Periods each : periods) each.count(reader.key(), reader.millis(), reader.requester());
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
