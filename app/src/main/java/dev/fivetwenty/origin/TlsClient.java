package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Handshake.Failure;
import dev.fivetwenty.cause.TlsAlert;
import dev.fivetwenty.origin.socket.SocketWatch;
import dev.fivetwenty.origin.socket.TlsRecords;
import dev.fivetwenty.origin.trust.CertificateCheck;
import dev.fivetwenty.origin.trust.ClientIdentity;
import dev.fivetwenty.wire.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;

/// One handshake on one connection, and what it showed. Confined to the event loop.
final class TlsClient implements ReplyHandler.Idle {

  /// A close is looked at again after this long: a reset may follow it.
  private static final Duration SETTLE = Duration.ofMillis(10);
  /// Our close_notify may take this long; the peer may have stopped reading.
  private static final Duration CLOSE_NOTIFY = Duration.ofMillis(100);

  private final TlsSetup setup;
  private final TlsHandlers handlers;
  private final String sni;
  private final CertificateCheck check;
  private final ClientIdentity identity;
  private final TlsRecords records = new TlsRecords();
  private Supplier<Duration> clock;
  private Duration started;
  private Channel channel;
  private SocketWatch watch;
  private SslHandler handler;
  private Consumer<Handshake> done;
  private Optional<Throwable> thrown = Optional.empty();
  private boolean timedOut;

  /// @param sni name to send, empty for none
  TlsClient(
      TlsSetup setup, TlsHandlers handlers, String sni, CertificateCheck check,
      ClientIdentity identity) {
    this.setup = setup;
    this.handlers = handlers;
    this.sni = sni;
    this.check = check;
    this.identity = identity;
  }

  TlsRecords records() {
    return records;
  }

  String sni() {
    return sni;
  }

  CertificateCheck check() {
    return check;
  }

  ClientIdentity identity() {
    return identity;
  }

  /// Shakes hands on a connection that is up; `result` is told once, on the loop.
  ///
  /// @param elapsed time since any fixed moment
  void start(Connector connector, Supplier<Duration> elapsed, Consumer<Handshake> result) {
    clock = elapsed;
    started = elapsed.get();
    done = result;
    channel = connector.channel();
    watch = connector.watch();
    connector.replies().rest(this);
    handler = handlers.open(this, channel.alloc());
    // The profile's limit is kept by the attempt.
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY.toMillis());
    channel.pipeline().addAfter("watch", "tls", handler);
    // What a failure leaves on the wire, such as our own alert, is written after this is called.
    handler.handshakeFuture().addListener(
        future -> {
          handlers.shaken(handler);
          thrown = Optional.ofNullable(future.cause());
          if (!future.isSuccess()) {
            later(SETTLE);
            return;
          }
          // BoringSSL answers a record that it cannot read with an alert, and Netty tells of the
          // error only when more arrives.
          watch.whenAnsweredWithAlert(connector.replies()::alertSent);
          conclude();
        });
    handler.sslCloseFuture().addListener(
        future -> {
          if (future.isSuccess()) connector.replies().closeNotified();
        });
  }

  private void later(Duration delay) {
    channel.eventLoop().schedule(this::conclude, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void unsolicited(ByteBuf bytes) {
    bytes.release();
    throw new IllegalStateException("content before the end of the handshake");
  }

  @Override
  public void closed() {
    later(SETTLE);
  }

  void expire() {
    timedOut = true;
    watch.snapshot();
    conclude();
  }

  private void conclude() {
    Consumer<Handshake> to = done;
    done = null;
    if (to != null) to.accept(handshake());
  }

  private Handshake handshake() {
    Failure failure = failure();
    int alert = failure == Failure.ALERT ? alertReceived() : TlsAlerts.NONE;
    boolean agreed = failure == Failure.NONE || failure == Failure.ALPN;
    SSLSession session = handler.engine().getSession();
    return new Handshake(
        failure,
        check.problem(),
        alert,
        alert < 0 ? "" : TlsAlert.nameOf(alert),
        sni,
        setup.offered(),
        selected(),
        agreed ? session.getProtocol() : records.oldVersionChosen(),
        agreed ? session.getCipherSuite() : "",
        check.certificate(),
        failure == Failure.PLAINTEXT_PEER ? records.first() : new byte[0],
        records.lastMessage(),
        identity.isWanted(),
        setup.providerName(),
        clock.get().minus(started));
  }

  private String selected() {
    String protocol = handler.applicationProtocol();
    return protocol == null ? "" : protocol;
  }

  /// The first event on the wire decides; an exception's type only where the wire shows nothing.
  private Failure failure() {
    if (handler.handshakeFuture().isSuccess()) {
      return selected().isEmpty() || selected().startsWith("http/1") ? Failure.NONE : Failure.ALPN;
    }
    if (records.isPlaintextPeer()) return Failure.PLAINTEXT_PEER;
    if (alertReceived() > 0) return Failure.ALERT;
    if (check.hasRefused()) return Failure.CERTIFICATE;
    if (records.alertSent() > 0) return ownAlert(records.alertSent());
    watch.snapshot();
    Ending ending = watch.ending();
    return switch (ending) {
      case RST -> Failure.RESET;
      case FIN, FIN_RST -> Failure.CLOSED;
      case OPEN, SILENCE -> timedOut ? Failure.TIMED_OUT : Failure.OTHER;
    };
  }

  private int alertReceived() {
    return records.alertReceived() > 0
        ? records.alertReceived()
        : thrown.map(TlsAlerts::received).orElse(TlsAlerts.NONE);
  }

  /// Our side gave up over what the peer chose, and said which way.
  private Failure ownAlert(int id) {
    return TlsAlert.byId(id)
        .map(
            alert ->
                switch (alert) {
                  case PROTOCOL_VERSION, HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY ->
                      Failure.VERSION_OR_CIPHER;
                  case ILLEGAL_PARAMETER ->
                      records.lastMessage().equals("server_hello")
                          ? Failure.VERSION_OR_CIPHER
                          : Failure.OTHER;
                  default -> Failure.OTHER;
                })
        .orElse(Failure.OTHER);
  }
}
