package dev.fivetwenty.edge.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.edge.route.ClientKey;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.wire.RequestIndex;
import io.netty.util.NetUtil;

/// Who a request is from: for rules, for routes that keep clients at their origin, and for the record.
///
/// That is the peer, unless it is trusted and names another in `CF-Connecting-IP`, or in
/// `X-Forwarded-For`. That is read from right to left past those that are trusted, too. What is no address
/// ends the way; the last one that was believed counts then.
public final class ClientOf {

  /// IPv6 with an IPv4 address at its end.
  private static final int LONGEST_ADDRESS = 45;

  /// Where in a head a client is named.
  private record Name(int from, int to, Address address) {}

  public static Address address(RequestIndex head, ClientFacts peer) {
    Name name = find(head, peer);
    return name == null ? peer.number() : name.address();
  }

  /// Returns the number of the client, see [ClientKey].
  public static long key(RequestIndex head, ClientFacts peer) {
    Name name = find(head, peer);
    if (name == null) return ClientKey.of(peer.octets(), 0, peer.octets().length);
    return ClientKey.of(head.bytes(), name.from(), name.to());
  }

  /// Notes the client where it is not the peer.
  public static void write(RequestIndex head, ClientFacts peer, ExchangeRecord record) {
    Name name = find(head, peer);
    if (name != null) record.text(Text.VISITOR, head.bytes(), name.from(), name.to());
  }

  /// Returns the client as text, null where it is the peer.
  public static String name(RequestIndex head, ClientFacts peer) {
    Name name = find(head, peer);
    return name == null ? null : text(head, name.from(), name.to());
  }

  /// Returns null where it is the peer.
  private static Name find(RequestIndex head, ClientFacts peer) {
    if (!peer.trusted()) return null;
    int field = head.find("CF-Connecting-IP", 0);
    Name named = field < 0 ? null : read(head, head.valueStart(field), head.valueEnd(field));
    return named != null ? named : forwarded(head, peer);
  }

  private static Name forwarded(RequestIndex head, ClientFacts peer) {
    Name believed = null;
    for (int field = head.fieldCount() - 1; field >= 0; field--) {
      if (!head.isNamed(field, "X-Forwarded-For")) continue;
      int to = head.valueEnd(field);
      while (to > head.valueStart(field)) {
        int from = to;
        while (from > head.valueStart(field) && !isBetween(head.bytes()[from - 1])) from--;
        if (from < to) {
          Name next = read(head, from, to);
          if (next == null) return believed;
          believed = next;
          if (!peer.proxies().trusts(believed.address())) return believed;
        }
        to = from - 1;
      }
    }
    return believed;
  }

  /// Returns null for what is no address.
  private static Name read(RequestIndex head, int from, int to) {
    if (to - from > LONGEST_ADDRESS) return null;
    byte[] octets = NetUtil.createByteArrayFromIpAddressString(text(head, from, to));
    return octets == null ? null : new Name(from, to, Address.of(octets));
  }

  private static String text(RequestIndex head, int from, int to) {
    return new String(head.bytes(), from, to - from, ISO_8859_1);
  }

  private static boolean isBetween(byte octet) {
    return octet == ',' || octet == ' ' || octet == '\t';
  }

  private ClientOf() {}
}
