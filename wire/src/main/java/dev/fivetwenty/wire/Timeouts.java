package dev.fivetwenty.wire;

import java.time.Duration;

/// How long a [Profile] waits for an origin, by what is waited for.
///
/// @param resolve        for the resolver's answer
/// @param connect        from the first SYN to a SYN-ACK, over all addresses that are tried
/// @param tls            for the TLS handshake, after the connection is up
/// @param write          without any request byte accepted by the peer's window
/// @param requestUnacked for the peer's TCP to acknowledge the request (else 522)
/// @param responseHead   for the end of the final head, after the request was written (else 524)
/// @param betweenBytes   between two reads of content
/// @param idlePool       an unused connection is kept
public record Timeouts(
    Duration resolve,
    Duration connect,
    Duration tls,
    Duration write,
    Duration requestUnacked,
    Duration responseHead,
    Duration betweenBytes,
    Duration idlePool) {

  /// Returns the same with no wait longer than `most`. How long an unused connection is kept is no wait.
  public Timeouts atMost(Duration most) {
    return new Timeouts(
        shorter(resolve, most), shorter(connect, most), shorter(tls, most), shorter(write, most),
        shorter(requestUnacked, most), shorter(responseHead, most), shorter(betweenBytes, most), idlePool);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
