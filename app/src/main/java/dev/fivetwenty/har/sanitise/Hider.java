package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Tokens;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Puts tokens in the place of values and counts them. What is a token already stays.
final class Hider {

  private static final int MAX_ADDRESSES = 10_000;

  private final Tokens tokens;
  private final Removals removals;
  private final Keep keep;
  private final AddressMask addresses;

  /// Files name few addresses, many times.
  private final Map<String, Boolean> harmless = new HashMap<>();

  Hider(Tokens tokens, Removals removals, Keep keep) {
    this.tokens = tokens;
    this.removals = removals;
    this.keep = keep;
    addresses = keep.addresses();
  }

  boolean keeps(String kind, String name) {
    return keep.has(kind, name);
  }

  String hide(String value, String place, Reason reason) {
    if (value.isEmpty() || Tokens.isInFile(value)) return value;
    removals.add(place, reason);
    return tokens.inFile(value, value.length());
  }

  Json hide(Json.Text text, String place, Reason reason) {
    if (text.dropped() == 0) return new Json.Text(hide(text.value(), place, reason));
    removals.add(place, reason);
    long length = text.value().length() + text.dropped();
    return new Json.Text(tokens.inFile(text.value() + length, length));
  }

  /// Returns whether an address may stay: where its owner says so, or where it is nobody's.
  boolean keepsAddress(String text) {
    if (keeps("ip", text)) return true;
    if (harmless.size() >= MAX_ADDRESSES) harmless.clear();
    return harmless.computeIfAbsent(
        text, address -> AddressMask.read(address).filter(addresses::isHarmless).isPresent());
  }

  /// Returns the network of an address; what is none is hidden.
  String network(String text, String place) {
    if (text.isEmpty() || keepsAddress(text)) return text;
    Optional<InetAddress> address = AddressMask.read(text);
    if (address.isEmpty()) return hide(text, place, Reason.ADDRESS);
    removals.add(place, Reason.ADDRESS);
    return AddressMask.network(address.get()).getHostAddress();
  }

  /// Returns a name as it is, or a token where it looks like more than a name.
  String name(String name, String place) {
    return Harmless.isName(name) ? name : hide(name, place, Reason.NAME);
  }

  void count(String place, Reason reason) {
    removals.add(place, reason);
  }
}
