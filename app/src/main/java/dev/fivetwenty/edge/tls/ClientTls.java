package dev.fivetwenty.edge.tls;

import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.trust.TlsFiles;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// TLS of one listener.
///
/// A reload replaces all certificates at once; connections keep those that they began with. Session tickets
/// outlive a reload unless it changes which client certificates are asked for. Any thread may call.
public final class ClientTls implements AutoCloseable {

  /// How often [#rotate] wants to be called.
  public static final Duration ROTATION = TicketSecrets.PERIOD;

  private record Loaded(
      ContextSet contexts, List<X509Certificate> authorities, List<String> warnings) {}

  private final SslProvider provider;
  private final InstantSource clock;
  private TicketSecrets secrets = new TicketSecrets();
  private volatile Loaded current;
  private boolean closed;

  private ClientTls(boolean nativeAllowed, InstantSource clock) {
    boolean boring = nativeAllowed && OpenSsl.isAvailable();
    provider = boring ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
    this.clock = clock;
  }

  /// Reads the files; not for an event loop.
  ///
  /// @param nativeAllowed BoringSSL may be used where it loads, else the JDK's provider is
  /// @throws ConfigurationProblem that names the file, what is wrong with it and what to do
  public static ClientTls open(ListenerTls options, boolean nativeAllowed, InstantSource clock) {
    var tls = new ClientTls(nativeAllowed, clock);
    tls.reload(options);
    return tls;
  }

  /// Reads the files again and uses what they hold for every handshake that begins from now on; not
  /// for an event loop.
  ///
  /// @throws ConfigurationProblem as [#open]; everything stays as it was then
  public void reload(ListenerTls options) {
    Loaded loaded = load(options);
    synchronized (this) {
      if (closed) {
        loaded.contexts.release();
        return;
      }
      Loaded former = current;
      // A session that was resumed is not asked for its certificate again.
      boolean otherClients = former != null && !former.authorities.equals(loaded.authorities);
      if (otherClients) secrets = new TicketSecrets();
      loaded.contexts.seal(secrets);
      current = loaded;
      if (former != null) former.contexts.release();
    }
  }

  private Loaded load(ListenerTls options) {
    List<X509Certificate> authorities =
        options.clientAuthorities().map(TlsFiles::certificates).orElse(List.of());
    List<ServerCertificate> certificates =
        options.certificates().stream().map(ServerCertificate::read).toList();
    var contexts = new ArrayList<ServerContext>();
    try {
      for (ServerCertificate certificate : certificates) {
        contexts.add(ServerContext.of(certificate, options, authorities, provider));
      }
    } catch (ConfigurationProblem e) {
      contexts.forEach(ServerContext::release);
      throw e;
    }
    var set =
        new ContextSet(contexts, options.versions().contains(ListenerTls.Version.TLS_1_3));
    var warnings = new ArrayList<String>();
    certificates.forEach(certificate -> warnings.addAll(certificate.warnings(clock.instant())));
    warnings.addAll(set.warnings());
    return new Loaded(set, authorities, List.copyOf(warnings));
  }

  /// Returns what was odd about the files when they were read last, a sentence each.
  public List<String> warnings() {
    return current.warnings;
  }

  /// Seals session tickets with a new secret from now on; those of the last two are still taken.
  public synchronized void rotate() {
    if (closed) return;
    secrets.rotate();
    current.contexts.seal(secrets);
  }

  /// Lets a connection begin with a handshake; `outcome` is told once, on its loop. The handlers that it adds
  /// at the end of the pipeline get what follows.
  ///
  /// No time is limited here: whoever accepted the connection limits all that comes before the first request.
  public void begin(ChannelPipeline pipeline, Consumer<TlsOutcome> outcome) {
    var handshake = new HandshakeHandler(outcome);
    pipeline.addLast("hello", new ClientHelloHandler(this::acquire, handshake));
    pipeline.addLast("handshake", handshake);
  }

  /// Returns the certificates of now; the caller releases them.
  private ContextSet acquire() {
    while (true) {
      ContextSet contexts = current.contexts;
      if (contexts.acquire()) return contexts;
      // After a reload there is another one, after a close there is none.
      if (contexts == current.contexts) throw new IllegalStateException("TLS was closed");
    }
  }

  /// Returns `BoringSSL` or `JDK`.
  public String providerName() {
    return provider == SslProvider.JDK ? "JDK" : "BoringSSL";
  }

  ContextSet contexts() {
    return current.contexts;
  }

  /// Lets go of the certificates once the handshakes and connections that have begun are over.
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    current.contexts.release();
  }
}
