package dev.fivetwenty.cause;

import java.time.Duration;
import java.util.List;

/// What the resolver said of the origin's name.
///
/// @param name      as asked
/// @param addresses textual, in the order of the answer; empty when there are none
/// @param rcode     of the answer (RFC 1035 §4.1.1), for example `NXDOMAIN`; `NOERROR` with no address is no data;
///                  empty when no answer came; `HOSTS` when the hosts file or a literal decided
/// @param extended  the extended DNS error (RFC 8914) as `code text`, else empty
/// @param server    that was asked, else empty
public record Resolution(
    String name,
    List<String> addresses,
    String rcode,
    String extended,
    String server,
    int tries,
    Duration took) {

  public Resolution {
    addresses = List.copyOf(addresses);
  }
}
