package dev.fivetwenty.edge.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The certificates of a listener as they were read together, by name.
///
/// Released once, when nobody uses it any more: the listener holds it, and so does a handshake between its choice
/// and its start. Immutable but for that; any thread may call.
final class ContextSet {

  /// The certificates of one name: one for each kind of key, at least one of the two.
  private record Choice(ServerContext ec, ServerContext rsa) {
    Choice with(ServerContext more) {
      if (more.certificate().scheme().isPresent()) return ec == null ? new Choice(more, rsa) : this;
      return rsa == null ? new Choice(ec, more) : this;
    }

    boolean has(ServerContext context) {
      return context == ec || context == rsa;
    }
  }

  private static final Choice NONE = new Choice(null, null);
  private static final String WILDCARD = "*.";

  private final List<ServerContext> contexts;
  private final boolean version13;
  private final Map<String, Choice> exact = new HashMap<>();
  /// By what follows `*.`.
  private final Map<String, Choice> wildcards = new HashMap<>();
  private final Choice unnamed;
  private final AtomicInteger users = new AtomicInteger(1);

  /// @param contexts  at least one; the first is for who asks for no name, or for one that is not here
  /// @param version13 TLS 1.3 may be chosen
  ContextSet(List<ServerContext> contexts, boolean version13) {
    this.contexts = List.copyOf(contexts);
    this.version13 = version13;
    for (ServerContext context : contexts) {
      for (String name : context.certificate().names()) {
        boolean wildcard = name.startsWith(WILDCARD);
        Map<String, Choice> names = wildcard ? wildcards : exact;
        String key = wildcard ? name.substring(WILDCARD.length()) : name;
        names.put(key, names.getOrDefault(key, NONE).with(context));
      }
    }
    unnamed = unnamed(contexts);
  }

  /// The first certificate, and the one of the other kind for the same names.
  private static Choice unnamed(List<ServerContext> contexts) {
    List<String> names = contexts.getFirst().certificate().names();
    Choice choice = NONE;
    for (ServerContext context : contexts) {
      boolean same = context.certificate().names().equals(names);
      if (context == contexts.getFirst() || same) choice = choice.with(context);
    }
    return choice;
  }

  /// Returns what to shake hands with. ECDSA is cheaper, so it is taken where the client can check it.
  ServerContext choose(ClientHello hello) {
    Choice choice = of(hello.serverName());
    if (choice.ec == null) return choice.rsa;
    if (choice.rsa == null) return choice.ec;
    ClientHello.Scheme scheme = choice.ec.certificate().scheme().orElseThrow();
    return hello.takes(scheme, version13) ? choice.ec : choice.rsa;
  }

  private Choice of(String name) {
    if (name.isEmpty()) return unnamed;
    Choice found = exact.get(name);
    if (found != null) return found;
    int dot = name.indexOf('.');
    return dot > 0 ? wildcards.getOrDefault(name.substring(dot + 1), unnamed) : unnamed;
  }

  List<String> warnings() {
    var warnings = new ArrayList<String>();
    for (ServerContext context : contexts) {
      boolean used = unnamed.has(context);
      for (Choice choice : exact.values()) used |= choice.has(context);
      for (Choice choice : wildcards.values()) used |= choice.has(context);
      if (!used) {
        warnings.add(
            "certificate file " + context.certificate().files().chain()
                + ": never shown, since one before it has the same names; remove one of the two");
      }
    }
    return warnings;
  }

  void seal(TicketSecrets secrets) {
    contexts.forEach(context -> context.seal(secrets));
  }

  /// Returns false if it has been released: then there is a newer one.
  boolean acquire() {
    int now = users.get();
    while (now > 0 && !users.compareAndSet(now, now + 1)) now = users.get();
    return now > 0;
  }

  void release() {
    int left = users.decrementAndGet();
    if (left == 0) contexts.forEach(ServerContext::release);
    if (left < 0) throw new IllegalStateException("released too often");
  }

  List<ServerContext> contexts() {
    return contexts;
  }
}
