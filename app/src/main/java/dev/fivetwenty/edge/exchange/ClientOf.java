package dev.fivetwenty.edge.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.edge.listener.TrustedProxies;
import dev.fivetwenty.edge.route.ClientKey;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.wire.RequestIndex;
import io.netty.util.NetUtil;

/// Who a request is from: for routes that keep clients at their origin, and for the record.
final class ClientOf {

  /// IPv6 with an IPv4 address at its end.
  private static final int LONGEST_ADDRESS = 45;

  /// Returns the key of the address that a trusted peer names, else of the peer's own.
  static long key(RequestIndex head, ClientFacts peer) {
    if (peer.trusted()) {
      int named = head.find("CF-Connecting-IP", 0);
      if (named >= 0) return key(head, head.valueStart(named), head.valueEnd(named));
      int chain = last(head, "X-Forwarded-For");
      if (chain >= 0) return key(head, lastItem(head, chain), head.valueEnd(chain));
    }
    return ClientKey.of(peer.octets(), 0, peer.octets().length);
  }

  /// Notes the address that a trusted peer names, if it names one.
  static void write(RequestIndex head, ExchangeRecord record) {
    int named = head.find("CF-Connecting-IP", 0);
    int chain = named >= 0 ? named : last(head, "X-Forwarded-For");
    if (chain < 0) return;
    int from = named >= 0 ? head.valueStart(named) : lastItem(head, chain);
    record.text(Text.VISITOR, head.bytes(), from, head.valueEnd(chain));
  }

  /// Returns the address that a trusted peer names, or null.
  static String named(RequestIndex head) {
    int named = head.find("CF-Connecting-IP", 0);
    if (named >= 0) return head.value(named);
    int chain = last(head, "X-Forwarded-For");
    return chain < 0 ? null : head.value(chain).substring(lastItem(head, chain) - head.valueStart(chain));
  }

  /// Returns the address that rules are about: of an untrusted peer its own. A trusted one names it in
  /// `CF-Connecting-IP`, or in `X-Forwarded-For`, which is read from right to left past those that are
  /// trusted, too. What is no address ends the way; the last one that was believed counts then.
  static Address address(RequestIndex head, ClientFacts peer, TrustedProxies trusted) {
    if (!peer.trusted()) return peer.number();
    int named = head.find("CF-Connecting-IP", 0);
    Address found = named < 0 ? null : parsed(head, head.valueStart(named), head.valueEnd(named));
    return found != null ? found : forwarded(head, peer.number(), trusted);
  }

  private static Address forwarded(RequestIndex head, Address peer, TrustedProxies trusted) {
    Address believed = peer;
    for (int field = head.fieldCount() - 1; field >= 0; field--) {
      if (!head.isNamed(field, "X-Forwarded-For")) continue;
      int to = head.valueEnd(field);
      while (to > head.valueStart(field)) {
        int from = to;
        while (from > head.valueStart(field) && !isBetween(head.bytes()[from - 1])) from--;
        if (from < to) {
          Address next = parsed(head, from, to);
          if (next == null) return believed;
          believed = next;
          if (!trusted.trusts(believed)) return believed;
        }
        to = from - 1;
      }
    }
    return believed;
  }

  /// Returns null for what is no address.
  private static Address parsed(RequestIndex head, int from, int to) {
    if (to - from > LONGEST_ADDRESS) return null;
    String text = new String(head.bytes(), from, to - from, ISO_8859_1);
    byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
    return octets == null ? null : Address.of(octets);
  }

  private static long key(RequestIndex head, int from, int to) {
    return ClientKey.of(head.bytes(), from, to);
  }

  private static int last(RequestIndex head, String name) {
    int found = -1;
    for (int i = head.find(name, 0); i >= 0; i = head.find(name, i + 1)) found = i;
    return found;
  }

  /// The trusted peer wrote the last one itself.
  private static int lastItem(RequestIndex head, int field) {
    int from = head.valueEnd(field);
    while (from > head.valueStart(field) && !isBetween(head.bytes()[from - 1])) from--;
    return from;
  }

  private static boolean isBetween(byte octet) {
    return octet == ',' || octet == ' ' || octet == '\t';
  }

  private ClientOf() {}
}
