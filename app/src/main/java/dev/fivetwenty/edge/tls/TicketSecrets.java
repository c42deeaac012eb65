package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secrets that session tickets of one listener are sealed with, RFC 5077 §4.
///
/// Each certificate has keys of its own, derived from the same secrets: a ticket that was issued under one name
/// opens nothing under another (RFC 6066 §3), and it survives a reload, in which the certificate is replaced by
/// its successor. They are never stored. Any thread may call.
final class TicketSecrets {

  /// How long a secret seals new tickets.
  static final Duration PERIOD = Duration.ofHours(8);

  /// Tickets of two former periods are still opened, so that each lives for [#PERIOD] at least.
  private static final int KEPT = 3;

  private static final String MAC = "HmacSHA256";

  private final SecureRandom random = new SecureRandom();
  private final Deque<byte[]> secrets = new ArrayDeque<>();

  TicketSecrets() {
    rotate();
  }

  /// Seals with a new secret from now on.
  synchronized void rotate() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    secrets.addFirst(secret);
    if (secrets.size() > KEPT) Arrays.fill(secrets.removeLast(), (byte) 0);
  }

  /// Returns the keys of whoever has that label, the one that seals first.
  synchronized OpenSslSessionTicketKey[] keysOf(String label) {
    return secrets.stream()
        .map(secret -> key(secret, label))
        .toArray(OpenSslSessionTicketKey[]::new);
  }

  private static OpenSslSessionTicketKey key(byte[] secret, String label) {
    byte[] name = derived(secret, "name " + label);
    byte[] keys = derived(secret, "keys " + label);
    return new OpenSslSessionTicketKey(
        Arrays.copyOf(name, OpenSslSessionTicketKey.NAME_SIZE),
        Arrays.copyOf(keys, OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        Arrays.copyOfRange(keys, keys.length - OpenSslSessionTicketKey.AES_KEY_SIZE, keys.length));
  }

  private static byte[] derived(byte[] secret, String label) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      return mac.doFinal(label.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }
}
