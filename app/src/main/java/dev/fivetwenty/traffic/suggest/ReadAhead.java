package dev.fivetwenty.traffic.suggest;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.value.KeyBuffer;
import dev.fivetwenty.traffic.Requester;
import dev.fivetwenty.traffic.Requesters;
import dev.fivetwenty.traffic.log.Recorded;
import dev.fivetwenty.traffic.log.RequestLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Reads one log ahead of whoever counts: of each request that matters when it came, its key, and who
/// asked. [#run] belongs to a thread of its own, all else to the one that counts.
final class ReadAhead implements Runnable {

  /// Of a client's IPv6 address, as limits count unless they are told otherwise.
  private static final int IPV6_PREFIX = 64;

  private static final int BATCH = 4_096;
  private static final int BATCHES_AHEAD = 8;

  private static final Requester[] REQUESTERS = Requester.values();

  /// Requests that are handed over at once.
  private record Batch(long[] millis, long[] keys, byte[] requesters, int size) {}

  /// Behind the last.
  private static final Batch END = new Batch(new long[0], new long[0], new byte[0], 0);

  private final RequestLog log;
  private final List<Characteristic> by;
  private final Optional<Expression> only;
  private final Requesters requesters = new Requesters();
  private final KeyBuffer key = new KeyBuffer();
  private final BlockingQueue<Batch> ahead = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  /// Why the log could not be read on; seen behind [#END].
  private Throwable problem;
  private Batch batch = END;
  private int at;

  ReadAhead(RequestLog log, List<Characteristic> by, Optional<Expression> only) {
    this.log = log;
    this.by = by;
    this.only = only;
  }

  /// Reads to the end of the log, or until it is interrupted: nobody counts any more then.
  @Override
  public void run() {
    try {
      for (Batch next = readOn(); next.size > 0; next = readOn()) ahead.put(next);
      ahead.put(END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Batch readOn() {
    try {
      return read();
    } catch (IOException | RuntimeException | Error unreadable) {
      problem = unreadable;
      return END;
    }
  }

  private Batch read() throws IOException {
    var millis = new long[BATCH];
    var keys = new long[BATCH];
    var who = new byte[BATCH];
    int size = 0;
    while (size < BATCH && log.next()) {
      Recorded record = log.record();
      if (only.isPresent() && !only.get().matches(record)) continue;
      key.reset();
      for (Characteristic characteristic : by) characteristic.write(record, IPV6_PREFIX, key);
      millis[size] = record.timeMillis();
      keys[size] = hash(key.bytes(), key.length());
      who[size++] = (byte) requesters.of(record.agent()).ordinal();
    }
    return new Batch(millis, keys, who, size);
  }

  /// FNV-1a, mixed; of a million keys two share a count with a chance of one in forty million.
  private static long hash(byte[] bytes, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 0x100000001b3L;
    hash ^= hash >>> 32;
    return hash * 0x9E3779B97F4A7C15L;
  }

  /// Goes on to the next request. Returns false at the end.
  ///
  /// @throws IOException when the log cannot be read on
  boolean next() throws IOException, InterruptedException {
    at++;
    if (at < batch.size) return true;
    batch = ahead.take();
    at = 0;
    if (batch != END) return true;
    switch (problem) {
      case IOException unreadable -> throw unreadable;
      case RuntimeException defect -> throw defect;
      case Error defect -> throw defect;
      case null, default -> {
        return false;
      }
    }
  }

  long millis() {
    return batch.millis[at];
  }

  long key() {
    return batch.keys[at];
  }

  Requester requester() {
    return REQUESTERS[batch.requesters[at]];
  }
}
