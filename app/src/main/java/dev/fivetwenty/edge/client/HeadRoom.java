package dev.fivetwenty.edge.client;

import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.RequestReader;
import java.util.Optional;

/// The memory for large heads of requests: what is configured, as far as the heap has it.
///
/// @param perLoop bytes of one event loop, enough for one request in any case
/// @param notice  for the operator, where the heap has less than is configured
public record HeadRoom(long perLoop, Optional<String> notice) {

  /// The part of the heap that heads may take is one of so many: exchanges, logs and rules need the rest.
  private static final int PARTS = 3;

  /// @param wanted   bytes of all event loops together
  /// @param requests limits of one request
  /// @param heap     bytes it may grow to
  public static HeadRoom of(long wanted, Limits requests, int loops, long heap) {
    long most = Math.min(wanted, heap / PARTS);
    long perLoop = Math.max(most / loops, RequestReader.mostBytes(requests));
    long all = perLoop * loops;
    return new HeadRoom(perLoop, all < wanted ? Optional.of(notice(wanted, all, heap)) : Optional.empty());
  }

  private static String notice(long wanted, long all, long heap) {
    return "limits.heads_in_memory: " + mebibytes(all) + " instead of " + mebibytes(wanted)
        + ", for the heap has " + mebibytes(heap) + "; raise -Xmx, or lower the limit";
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
