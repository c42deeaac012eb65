package dev.fivetwenty.bench.soak;

import java.util.concurrent.atomic.AtomicInteger;

/// What was asked and what came of it, a line for each request. Each line is written by one client, and read when all have
/// ended.
final class Ledger {

  /// A dialogue may go on beyond the number that was asked for.
  private static final int SPARE = 64;

  private final Seen[] seen;
  private final short[] status;
  private final Fault[] faults;
  private final Manner[] manners;
  private final AtomicInteger next = new AtomicInteger();
  private final int wanted;

  Ledger(int requests) {
    wanted = requests;
    seen = new Seen[requests + SPARE];
    status = new short[requests + SPARE];
    faults = new Fault[requests + SPARE];
    manners = new Manner[requests + SPARE];
  }

  /// Returns the first number of so many requests, or -1 when enough have been asked.
  int reserve(int count) {
    int first = next.getAndUpdate(taken -> taken < wanted ? taken + count : taken);
    return first < wanted ? first : -1;
  }

  void begin(Wish wish, Manner manner) {
    seen[wish.id()] = Seen.NOTHING;
    faults[wish.id()] = wish.fault();
    manners[wish.id()] = manner;
  }

  /// Notes what a client saw.
  ///
  /// @param code the status that it was sent, 0 for none
  void end(Wish wish, Seen what, int code) {
    seen[wish.id()] = what;
    status[wish.id()] = (short) code;
  }

  int size() {
    return next.get();
  }

  Seen seen(int id) {
    return seen[id];
  }

  int status(int id) {
    return status[id];
  }

  Fault fault(int id) {
    return faults[id];
  }

  Manner manner(int id) {
    return manners[id];
  }
}
