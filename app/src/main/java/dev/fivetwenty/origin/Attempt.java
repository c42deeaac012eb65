package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Timeline;
import java.util.Optional;

/// What came of an [AttemptOrder].
///
/// @param sent      request bytes written, at most [AttemptOrder#keepBytes]
/// @param received  reply bytes as the reader saw them (after TLS), from the first on
/// @param receivedTotal all reply bytes, also those not kept
/// @param transport `epoll`, `nio` or `io_uring`
/// @param kept      the open connection, when one was asked for and can be used again; the caller closes it
public record Attempt(
    AttemptOrder order,
    Observation observation,
    Judgement judgement,
    Timeline timeline,
    byte[] sent,
    byte[] received,
    long receivedTotal,
    String transport,
    Optional<KeptConnection> kept) {}
