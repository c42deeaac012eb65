package dev.fivetwenty.recorder;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.wire.Profile;
import java.util.Optional;

/// One try against one origin connection, with what proves how it ended.
///
/// @param origin    as the configuration names it
/// @param address   that was connected to; null without a connection
/// @param transport `epoll`, `nio` or `io_uring`
/// @param exchange  which one of its connection it is, from 1; 0 without a connection
/// @param profile   that it was judged by; empty where that was stored by an older version
/// @param sent      request bytes that the system took, before TLS
/// @param received  reply bytes as the reader saw them, after TLS
public record KeptAttempt(
    String origin,
    String address,
    String transport,
    int exchange,
    Observation observation,
    Judgement judgement,
    Optional<Profile> profile,
    Timeline timeline,
    KeptBytes sent,
    KeptBytes received) {

  public KeptAttempt {
    if (profile == null) profile = Optional.empty();
  }
}
