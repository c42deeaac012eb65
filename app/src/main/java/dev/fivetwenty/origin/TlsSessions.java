package dev.fivetwenty.origin;

import dev.fivetwenty.origin.trust.CertificateCheck;
import dev.fivetwenty.origin.trust.ServerTrust;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ResumableX509ExtendedTrustManager;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.lang.ref.Cleaner;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;

/// TLS with one place over many connections: one context for all, so that sessions are resumed. Each
/// connection still has a check and an identity of its own, which are found by its engine.
///
/// In a resumed session the origin shows no certificate; it is the one that was checked when the
/// session began, and its dates are looked at again. Any thread may call.
final class TlsSessions implements TlsHandlers {

  /// Sessions that are kept, and for how long at most; an origin may want less.
  private static final int MOST_SESSIONS = 256;
  private static final int MOST_SECONDS = 24 * 60 * 60;

  /// Stands for the place where sessions are kept by name. Without a dot it is never sent as one.
  private static final String NAME = "origin";
  private static final int PORT = 1;

  private static final Cleaner CLEANER = Cleaner.create();

  private final TlsSetup setup;
  private final SslContext context;
  private final Shaking shaking;

  TlsSessions(TlsSetup setup, Target target) {
    this.setup = setup;
    // What the context knows must not know this, or this would be known for ever.
    var connections = new Shaking();
    shaking = connections;
    context =
        setup.context(
            connections,
            setup.identity(engine -> connections.of(engine).identity().wanted()),
            setup.sni(target),
            builder -> builder.sessionCacheSize(MOST_SESSIONS).sessionTimeout(MOST_SECONDS));
    SslContext held = context;
    // Its memory is native, and a place is in use for as long as anybody knows it.
    CLEANER.register(this, () -> ReferenceCountUtil.release(held));
  }

  @Override
  public TlsClient newClient(Target target, InstantSource clock) {
    return setup.newClient(this, target, clock);
  }

  @Override
  public SslHandler open(TlsClient client, ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator, NAME, PORT);
    shaking.clients.put(handler.engine(), client);
    return handler;
  }

  @Override
  public void shaken(SslHandler handler) {
    shaking.clients.remove(handler.engine());
  }

  /// Returns the handshakes under way.
  int underWay() {
    return shaking.clients.size();
  }

  /// Two are equal when their set-ups are: a session of one would do for the other.
  @Override
  public boolean equals(Object other) {
    return other instanceof TlsSessions s && setup.equals(s.setup);
  }

  @Override
  public int hashCode() {
    return setup.hashCode();
  }

  /// The handshakes under way; passes each certificate to the check of its connection.
  private static final class Shaking extends ServerTrust
      implements ResumableX509ExtendedTrustManager {

    private final Map<SSLEngine, TlsClient> clients = new ConcurrentHashMap<>();
    private volatile CertificateCheck.Found lastFound;

    TlsClient of(SSLEngine engine) {
      TlsClient client = engine == null ? null : clients.get(engine);
      if (client == null) throw new IllegalStateException("no handshake under way");
      return client;
    }

    @Override
    protected void check(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      CertificateCheck check = of(engine).check();
      check.check(chain, authType, engine);
      lastFound = check.found();
    }

    @Override
    public void resumeServerTrusted(X509Certificate[] chain, SSLEngine engine)
        throws CertificateException {
      of(engine).check().again(chain, lastFound);
    }

    @Override
    public void resumeClientTrusted(X509Certificate[] chain, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, "", engine);
    }
  }
}
