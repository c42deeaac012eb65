package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Refusal;
import java.util.Map;

/// What an archive counts.
///
/// @param copies    there are now
/// @param bytes     of its files, index included
/// @param kept      since the process started
/// @param evicted   to make room
/// @param lost      whose content was not what was kept
/// @param dropped   that were to be kept, by reason
/// @param inMemory  bytes of contents
public record Figures(
    long copies, long bytes, long kept, long evicted, long lost, Map<Refusal, Long> dropped,
    long inMemory) {

  public Figures {
    dropped = Map.copyOf(dropped);
  }
}
