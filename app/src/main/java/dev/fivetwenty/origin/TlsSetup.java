package dev.fivetwenty.origin;

import dev.fivetwenty.origin.name.Resolver;
import dev.fivetwenty.origin.trust.CertificateCheck;
import dev.fivetwenty.origin.trust.ClientIdentity;
import dev.fivetwenty.origin.trust.ServerTrust;
import dev.fivetwenty.origin.trust.TlsFiles;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/// TLS as [TlsOptions] want it, with its files read. Immutable; any thread may call.
///
/// One provider for everything: BoringSSL where its native library loads, else the JDK's.
final class TlsSetup implements TlsHandlers {

  private static final List<String> DEFAULT_VERSIONS = List.of("TLSv1.2", "TLSv1.3");

  private final TlsOptions options;
  private final SslProvider provider;
  private final List<X509Certificate> authorities;
  /// Null when trust is off.
  private final X509TrustManager roots;
  private final List<X509Certificate> clientChain;
  private final PrivateKey clientKey;

  private TlsSetup(
      TlsOptions options,
      SslProvider provider,
      List<X509Certificate> authorities,
      X509TrustManager roots,
      List<X509Certificate> clientChain,
      PrivateKey clientKey) {
    this.options = options;
    this.provider = provider;
    this.authorities = authorities;
    this.roots = roots;
    this.clientChain = clientChain;
    this.clientKey = clientKey;
  }

  /// Reads the files; takes a while the first time, so not for an event loop.
  ///
  /// @throws ConfigurationProblem when a file is missing or is not what it should be
  static TlsSetup prepare(TlsOptions options, boolean nativeAllowed) {
    if (options.clientChain().isPresent() != options.clientKey().isPresent()) {
      throw new ConfigurationProblem(
          "client certificate", "needs a certificate file and a key file", null);
    }
    List<X509Certificate> authorities =
        options.authorities().map(TlsFiles::certificates).orElse(List.of());
    List<X509Certificate> chain =
        options.clientChain().map(TlsFiles::certificates).orElse(List.of());
    PrivateKey key = options.clientKey().map(TlsFiles::key).orElse(null);
    boolean boring = nativeAllowed && OpenSsl.isAvailable();
    var setup =
        new TlsSetup(
            options,
            boring ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK,
            authorities,
            options.trust() == Trust.OFF ? null : TlsFiles.trusting(authorities),
            chain,
            key);
    setup.tryOut();
    return setup;
  }

  /// Makes a context once, so that what cannot work is told before any attempt.
  private void tryOut() {
    var check = new CertificateCheck(Trust.OFF, null, "", InstantSource.system());
    ReferenceCountUtil.release(
        context(check, identity(engine -> {}), options.sni().orElse(""), builder -> {}));
  }

  @Override
  public TlsClient newClient(Target target, InstantSource clock) {
    return newClient(this, target, clock);
  }

  TlsClient newClient(TlsHandlers handlers, Target target, InstantSource clock) {
    String host = options.sni().filter(name -> !name.isEmpty()).orElse(host(target));
    return new TlsClient(
        this, handlers, sni(target), new CertificateCheck(options.trust(), roots, host, clock),
        identity(engine -> {}));
  }

  /// Returns what makes connections to one place that resume sessions; what makes them one by one
  /// where the provider does not tell which connection a certificate belongs to.
  TlsHandlers forMany(Target target) {
    return provider == SslProvider.JDK ? this : new TlsSessions(this, target);
  }

  /// Makes a context for this connection only, so that the whole handshake is seen.
  @Override
  public SslHandler open(TlsClient client, ByteBufAllocator allocator) {
    SslContext context = context(client.check(), client.identity(), client.sni(), builder -> {});
    try {
      return context.newHandler(allocator);
    } finally {
      ReferenceCountUtil.release(context);
    }
  }

  ClientIdentity identity(Consumer<SSLEngine> whenWanted) {
    return new ClientIdentity(
        clientChain.toArray(X509Certificate[]::new), clientKey, whenWanted);
  }

  /// Returns the name to send, empty for none: an address is no name (RFC 6066 §3).
  String sni(Target target) {
    if (options.sni().isPresent()) return options.sni().get();
    String host = host(target);
    return Resolver.isLiteral(host) ? "" : host;
  }

  private static String host(Target target) {
    return Resolver.withoutBrackets(Optional.ofNullable(target.url().getHost()).orElse(""));
  }

  /// Returns a context that the caller releases.
  SslContext context(
      ServerTrust check, ClientIdentity identity, String sni, Consumer<SslContextBuilder> more) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(provider)
              .trustManager(check)
              .keyManager(identity)
              // The check itself looks at the name, to be able to say so.
              .endpointIdentificationAlgorithm(null)
              .protocols(versions())
              .applicationProtocolConfig(alpn());
      if (!sni.isEmpty()) builder.serverName(new SNIHostName(sni));
      more.accept(builder);
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new ConfigurationProblem("TLS options", "not supported by " + providerName(), e);
    }
  }

  private List<String> versions() {
    return options.versions().isEmpty() ? DEFAULT_VERSIONS : options.versions();
  }

  private ApplicationProtocolConfig alpn() {
    if (options.alpn().isEmpty()) return ApplicationProtocolConfig.DISABLED;
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
        options.alpn());
  }

  /// Two are equal when they were made by the same options of files with the same content.
  @Override
  public boolean equals(Object other) {
    return other instanceof TlsSetup s
        && options.equals(s.options)
        && authorities.equals(s.authorities)
        && clientChain.equals(s.clientChain)
        && Arrays.equals(encoded(clientKey), encoded(s.clientKey));
  }

  @Override
  public int hashCode() {
    return options.hashCode();
  }

  private static byte[] encoded(PrivateKey key) {
    return key == null ? new byte[0] : key.getEncoded();
  }

  List<String> offered() {
    return options.alpn();
  }

  String providerName() {
    return provider == SslProvider.JDK ? "JDK" : "BoringSSL";
  }
}
