package dev.fivetwenty.cause;

/// What became of the request.
///
/// @param total   bytes of the request (plain, before TLS)
/// @param written bytes the transport took
/// @param acked   1 when the peer's TCP acknowledged all that was written, 0 when not, -1 when that cannot be observed
/// @param anyAcked the same for any byte at all
/// @param errno   of a failed write, 0 for none
public record Sent(long total, long written, int acked, int anyAcked, int errno) {

  public static final Sent NOTHING = new Sent(0, 0, -1, -1, 0);

  public boolean isComplete() {
    return written >= total;
  }
}
