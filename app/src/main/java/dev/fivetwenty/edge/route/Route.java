package dev.fivetwenty.edge.route;

import dev.fivetwenty.recorder.Label;
import java.util.List;

/// Requests for one host and path prefix, and the origins that they go to.
public final class Route {

  private final Label label;
  private final List<Origin> origins;
  private final HostRule host;
  private final boolean retryNonIdempotent;
  private final int[] next;

  /// @param loops how many event loops there are
  public Route(
      Label label, List<Origin> origins, HostRule host, boolean retryNonIdempotent, int loops) {
    this.label = label;
    this.origins = List.copyOf(origins);
    this.host = host;
    this.retryNonIdempotent = retryNonIdempotent;
    this.next = new int[loops];
  }

  public Label label() {
    return label;
  }

  public List<Origin> origins() {
    return origins;
  }

  public HostRule host() {
    return host;
  }

  public boolean retriesNonIdempotent() {
    return retryNonIdempotent;
  }

  /// Returns the origin for the next exchange of a loop, another one than `failed` if there is one;
  /// null when none is left.
  ///
  /// @param failed null for a first attempt
  public Origin choose(int loop, Origin failed) {
    Origin chosen = origins.get(next[loop]++ % origins.size());
    if (next[loop] < 0) next[loop] = 0;
    if (chosen != failed || origins.size() == 1) return chosen;
    return origins.get(next[loop]++ % origins.size());
  }
}
