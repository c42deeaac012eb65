package dev.fivetwenty.policy.ratelimit;

import java.util.HashMap;
import java.util.Map;

/// What a limit says, written as it is explained.
final class SlowCounts {

  private record State(long began, int count, long deniedUntil) {}

  private final Map<String, State> states = new HashMap<>();
  private final int requests;
  private final long period;
  private final long mitigation;

  SlowCounts(int requests, long period, long mitigation) {
    this.requests = requests;
    this.period = period;
    this.mitigation = mitigation;
  }

  boolean isOver(String key, long now) {
    State state = states.get(key);
    if (state != null && state.deniedUntil != Long.MIN_VALUE) {
      if (now < state.deniedUntil) return true;
      state = null;
    }
    if (state != null && now - state.began >= period) state = null;
    int count = state == null ? 1 : state.count + 1;
    long began = state == null ? now : state.began;
    boolean over = count > requests;
    states.put(key, new State(began, count, over ? now + mitigation : Long.MIN_VALUE));
    return over;
  }
}
