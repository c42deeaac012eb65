package dev.fivetwenty.lab.dns;

import java.util.List;
import java.util.OptionalInt;

/// What the name server says of one name.
///
/// @param silent    no answer at all
/// @param rcode     response code, RFC 1035 §4.1.1
/// @param addresses IPv4 addresses of the answer, dotted
/// @param extended  extended error code, RFC 8914, sent when the query has an OPT record
public record DnsAnswer(boolean silent, int rcode, List<String> addresses, OptionalInt extended) {

  public DnsAnswer {
    addresses = List.copyOf(addresses);
  }

  public static DnsAnswer of(String... addresses) {
    return new DnsAnswer(false, 0, List.of(addresses), OptionalInt.empty());
  }

  public static DnsAnswer code(int rcode) {
    return new DnsAnswer(false, rcode, List.of(), OptionalInt.empty());
  }

  public static DnsAnswer silence() {
    return new DnsAnswer(true, 0, List.of(), OptionalInt.empty());
  }

  public DnsAnswer withExtended(int code) {
    return new DnsAnswer(silent, rcode, addresses, OptionalInt.of(code));
  }
}
