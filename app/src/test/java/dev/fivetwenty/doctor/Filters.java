package dev.fivetwenty.doctor;

import dev.fivetwenty.doctor.FakeOrigins.Asked;
import dev.fivetwenty.doctor.FakeOrigins.Script;
import dev.fivetwenty.doctor.FakeOrigins.Told;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Filters as origins have them, in a time that jumps.
final class Filters {

  /// Decides whether a request at a time is let through.
  interface Gate {
    boolean admits(long nanos);
  }

  /// A number in a window that begins with its first request, refused ones counted.
  static Gate window(int number, Duration length) {
    return new Gate() {
      private long start;
      private int count;

      @Override
      public boolean admits(long now) {
        if (count == 0 || now - start >= length.toNanos()) {
          start = now;
          count = 0;
        }
        return ++count <= number;
      }
    };
  }

  /// A number within any time of that length, refused ones not counted.
  static Gate sliding(int number, Duration length) {
    Deque<Long> times = new ArrayDeque<>();
    return now -> {
      while (!times.isEmpty() && now - times.peek() >= length.toNanos()) times.remove();
      if (times.size() >= number) return false;
      times.add(now);
      return true;
    };
  }

  /// A number within a time, then nothing for another time.
  static Gate ban(int number, Duration within, Duration out) {
    return new Gate() {
      private final Gate found = sliding(number, within);
      private Gate gate = found;
      private long until = Long.MIN_VALUE;

      @Override
      public boolean admits(long now) {
        if (until != Long.MIN_VALUE && now < until) return false;
        if (until != Long.MIN_VALUE) {
          gate = sliding(number, within);
          until = Long.MIN_VALUE;
        }
        if (gate.admits(now)) return true;
        until = now + out.toNanos();
        return false;
      }
    };
  }

  /// A rate, with some saved up.
  static Gate bucket(double perSecond, int burst) {
    return new Gate() {
      private double tokens = burst;
      private long last;

      @Override
      public boolean admits(long now) {
        tokens = Math.min(burst, tokens + (now - last) / 1e9 * perSecond);
        last = now;
        if (tokens < 1 - 1e-9) return false;
        tokens--;
        return true;
      }
    };
  }

  /// One gate for all, and what those are told who do not pass.
  static Script script(JumpTime time, Gate gate, Told refusal) {
    return (_, _) -> gate.admits(time.nanos()) ? Told.status(200) : refusal;
  }

  /// A gate of its own for each that differs in `key`.
  static Script perKey(
      JumpTime time, Function<Asked, String> key, Supplier<Gate> gates, Told refusal) {
    Map<String, Gate> all = new HashMap<>();
    return (_, asked) -> {
      Gate gate = all.computeIfAbsent(key.apply(asked), _ -> gates.get());
      return gate.admits(time.nanos()) ? Told.status(200) : refusal;
    };
  }

  /// So many at once, each of which takes a while.
  static Script crowd(int most, Told refusal) {
    return (_, asked) ->
        asked.atOnce() > most ? refusal : Told.status(200).took(Duration.ofMillis(200));
  }

  private Filters() {}
}
