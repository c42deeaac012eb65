package dev.fivetwenty.edge.listener;

import dev.fivetwenty.rules.value.Address;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Where a client, or a proxy before it, connects from. Immutable.
///
/// An IPv4 address that arrives as IPv4-mapped IPv6, as it does on a socket for both, is the IPv4 address. A peer
/// on a Unix domain socket has none.
public final class ClientAddress {

  /// A peer on this machine that came through a Unix domain socket.
  public static final ClientAddress LOCAL = new ClientAddress(new byte[0], 0);

  private static final int IPV6 = 16;
  private static final int MAPPED = 12;

  private final byte[] bytes;
  private final int port;
  /// Null where there are no bytes.
  private final Address number;
  /// Made when first asked for; two threads may make the same one twice.
  private String text;

  private ClientAddress(byte[] bytes, int port) {
    this.bytes = bytes;
    this.port = port;
    number = bytes.length == 0 ? null : Address.of(bytes);
  }

  /// Returns the address of a TCP socket's peer.
  static ClientAddress of(InetSocketAddress peer) {
    return of(peer.getAddress().getAddress(), peer.getPort());
  }

  /// Returns the address with 4 or 16 bytes, which the caller gives away.
  public static ClientAddress of(byte[] bytes, int port) {
    return new ClientAddress(isMapped(bytes) ? Arrays.copyOfRange(bytes, MAPPED, IPV6) : bytes, port);
  }

  private static boolean isMapped(byte[] bytes) {
    if (bytes.length != IPV6 || bytes[10] != -1 || bytes[11] != -1) return false;
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) return false;
    }
    return true;
  }

  /// Returns 0 where there is none.
  public int port() {
    return port;
  }

  /// Returns a copy: 4 or 16 bytes, or none.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Returns the same for the JDK, null for [#LOCAL].
  public InetAddress inetAddress() {
    if (bytes.length == 0) return null;
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes", e);
    }
  }

  /// Returns the same as a number, null for [#LOCAL].
  public Address number() {
    return number;
  }

  /// Returns the address as text, without port: `192.0.2.1`, `2001:db8::1` or `unix`.
  public String text() {
    if (text == null) text = bytes.length == 0 ? "unix" : NetUtil.bytesToIpAddress(bytes);
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientAddress that && port == that.port && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + port;
  }

  @Override
  public String toString() {
    if (bytes.length == 0) return text();
    return (bytes.length == IPV6 ? "[" + text() + "]" : text()) + ":" + port;
  }
}
