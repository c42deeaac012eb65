package dev.fivetwenty.edge.listener;

import dev.fivetwenty.rules.value.Address;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many connections are open, in all and of each client: one for all listeners and loops.
///
/// A client is an IPv4 address, or the /64 of an IPv6 one, since a single customer is given that much. There
/// is an entry for each client with an open connection and none for others, so that the limit in all bounds the
/// memory too. Any thread may call, and none waits for long.
public final class ConnectionLimits {

  /// Stands before an IPv4 address in place of an IPv6 network; no network begins like this (RFC 4291 §2.4).
  private static final long IPV4 = 0xFFFFL << 32;

  private volatile int most;
  private volatile int mostOfClient;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<Long, Integer> clients = new ConcurrentHashMap<>();

  /// @param most         inclusive
  /// @param mostOfClient inclusive
  public ConnectionLimits(int most, int mostOfClient) {
    change(most, mostOfClient);
  }

  /// Holds for connections from now on; those that are open stay.
  public void change(int newMost, int newMostOfClient) {
    most = newMost;
    mostOfClient = newMostOfClient;
  }

  /// Returns how many connections are open.
  public int open() {
    return open.get();
  }

  /// Counts one more, or returns false and counts nothing.
  boolean enter() {
    if (open.incrementAndGet() <= most) return true;
    open.decrementAndGet();
    return false;
  }

  void leave() {
    open.decrementAndGet();
  }

  /// Counts one more of that client, or returns false and counts nothing.
  boolean enter(ClientAddress client) {
    if (client == ClientAddress.LOCAL) return true;
    Long key = key(client);
    int now = clients.merge(key, 1, Integer::sum);
    if (now <= mostOfClient) return true;
    leave(key);
    return false;
  }

  void leave(ClientAddress client) {
    if (client != ClientAddress.LOCAL) leave(key(client));
  }

  private void leave(Long key) {
    clients.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }

  private static Long key(ClientAddress client) {
    Address number = client.number();
    return number.ipv4() ? IPV4 | number.lower() : number.upper();
  }

  /// Returns how many clients have a connection.
  int clients() {
    return clients.size();
  }
}
