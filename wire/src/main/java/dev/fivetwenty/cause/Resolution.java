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
/// @param tries      queries sent
/// @param prohibited those addresses of the answer that an edge must not connect to
public record Resolution(
    String name,
    List<String> addresses,
    String rcode,
    String extended,
    String server,
    int tries,
    Duration took,
    List<String> prohibited) {

  public Resolution {
    addresses = List.copyOf(addresses);
    prohibited = List.copyOf(prohibited);
  }

  /// An answer in which every address is allowed.
  public Resolution(
      String name,
      List<String> addresses,
      String rcode,
      String extended,
      String server,
      int tries,
      Duration took) {
    this(name, addresses, rcode, extended, server, tries, took, List.of());
  }
}
