package dev.fivetwenty.cause;

/// TCP_INFO of the operating system, taken before the socket was closed.
///
/// @param state         1 established, 7 closed by a reset, 8 closed by the peer
/// @param bytesAcked    counts the SYN as one; -1 where the system does not tell
/// @param bytesReceived counts a FIN as one; -1 where the system does not tell
/// @param unacked       segments on their way, not acknowledged
/// @param retransmits   of the segment that waits now; `totalRetransmits` of all so far
/// @param rttMicros     smoothed round trip
public record Tcp(
    int state,
    long bytesAcked,
    long bytesReceived,
    int unacked,
    int retransmits,
    int totalRetransmits,
    long rttMicros) {

  public static final int ESTABLISHED = 1;
  public static final int CLOSED = 7;
  public static final int CLOSE_WAIT = 8;
}
