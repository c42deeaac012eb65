package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.route.ClientKey;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.wire.RequestIndex;

/// Who a request is from: for routes that keep clients at their origin, and for the record.
final class ClientOf {

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
