package dev.fivetwenty.edge.tls;

import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.origin.ConfigurationProblem;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/// A certificate made ready for handshakes. Whoever makes it releases it; a handshake that has begun keeps
/// what it needs.
record ServerContext(ServerCertificate certificate, SslContext context, String label) {

  /// Sessions that are kept for clients which take no ticket; about 2 KiB each, the oldest go first.
  private static final int KEPT_SESSIONS = 4096;

  private static final ApplicationProtocolConfig HTTP1_ONLY =
      new ApplicationProtocolConfig(
          ApplicationProtocolConfig.Protocol.ALPN,
          ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
          ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
          "http/1.1");

  /// @param authorities roots that a client's certificate must lead to; none when empty
  static ServerContext of(
      ServerCertificate certificate,
      ListenerTls options,
      List<X509Certificate> authorities,
      SslProvider provider) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(certificate.key(), certificate.chain())
              .sslProvider(provider)
              .protocols(options.versions().stream().map(ListenerTls.Version::protocol).toList())
              .applicationProtocolConfig(HTTP1_ONLY)
              .sessionCacheSize(KEPT_SESSIONS)
              .sessionTimeout(TicketSecrets.PERIOD.toSeconds());
      if (!authorities.isEmpty()) {
        builder.trustManager(authorities).clientAuth(ClientAuth.REQUIRE);
      }
      String kind = certificate.scheme().isPresent() ? "ec" : "rsa";
      return new ServerContext(
          certificate, builder.build(), kind + " " + String.join(" ", certificate.names()));
    } catch (SSLException | IllegalArgumentException e) {
      throw new ConfigurationProblem(
          "certificate file " + certificate.files().chain(),
          "cannot be used with TLS by " + (provider == SslProvider.JDK ? "the JDK" : "BoringSSL"),
          e);
    }
  }

  /// The JDK has tickets and secrets of its own.
  void seal(TicketSecrets secrets) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setTicketKeys(secrets.keysOf(label));
    }
  }

  void release() {
    ReferenceCountUtil.release(context);
  }
}
