package dev.fivetwenty.lab.repertoire;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.Play;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Acceptor;
import dev.fivetwenty.lab.socket.Connection;
import dev.fivetwenty.lab.socket.Door;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.tls.Certificates;
import dev.fivetwenty.lab.tls.Leaf;
import dev.fivetwenty.lab.tls.Tampered;
import dev.fivetwenty.lab.tls.Tls;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;

/// TLS that does not come about, or not as it should, each on a port of its own.
public final class TlsPorts {

  private static final String CA = "--cacert {ca}";

  // Alerts, RFC 8446 §6.2.
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int PROTOCOL_VERSION = 70;
  private static final int INTERNAL_ERROR = 80;
  private static final int UNRECOGNIZED_NAME = 112;

  /// Record header, ServerHello header and the first ten of its 32 random bytes.
  private static final String HALF_HELLO =
      "16 03 03 00 2a 02 00 00 26 03 03 00 01 02 03 04 05 06 07 08 09";

  private static final String RANDOM = " 5a".repeat(32);

  /// A whole ServerHello for TLS 1.2 with RC4, which nobody has offered for years.
  private static final String HELLO_RC4 =
      "16 03 03 00 2a 02 00 00 26 03 03" + RANDOM + " 00 00 05 00";

  /// A whole ServerHello for TLS 1.0.
  private static final String HELLO_TLS10 =
      "16 03 01 00 2a 02 00 00 26 03 01" + RANDOM + " 00 c0 13 00";

  /// What an HTTP/2 server says first, RFC 9113 §3.4.
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  private TlsPorts() {}

  static List<Scenario> all() {
    return Stream.of(refusals(), endings(), certificates(), protocols(), records())
        .flatMap(List::stream).toList();
  }

  private static List<Scenario> refusals() {
    return List.of(
        tls(Cause.TLS_PLAINTEXT_PEER, "answers the handshake in plain text",
                (_, requests) -> requests)
            .seen("an edge in mode \"full\" before an origin that has no TLS"),
        plain(Cause.TLS_ALERT, "refuses the handshake with handshake_failure",
                Tls.alert(HANDSHAKE_FAILURE))
            .seen("servers without a certificate for the name; no cipher suite in common"),
        plain(Cause.TLS_ALERT, "refuses the name with unrecognized_name",
                Tls.alert(UNRECOGNIZED_NAME))
            .variant("unrecognized-name")
            .seen("nginx with ssl_reject_handshake"),
        plain(Cause.TLS_ALERT, "refuses the version with protocol_version",
                Tls.alert(PROTOCOL_VERSION))
            .variant("protocol-version")
            .seen("servers that speak only TLS 1.3, or only SSL 3"),
        plain(Cause.TLS_ALERT, "says internal_error", Tls.alert(INTERNAL_ERROR))
            .variant("internal-error")
            .seen("servers whose certificate file is missing"));
  }

  private static List<Scenario> endings() {
    return List.of(
        plain(Cause.TLS_CLOSED_FIN, "closes after the ClientHello", Tls.answer("", Ending.FIN)),
        plain(Cause.TLS_CLOSED_FIN, "closes within its ServerHello",
                Tls.answer(HALF_HELLO, Ending.FIN))
            .variant("half"),
        plain(Cause.TLS_CLOSED_RST, "resets after the ClientHello", Tls.answer("", Ending.RST))
            .seen("firewalls that do not like the name in the ClientHello"),
        plain(Cause.TLS_CLOSED_RST, "resets within its ServerHello",
                Tls.answer(HALF_HELLO, Ending.RST))
            .variant("half"),
        plain(Cause.TLS_TIMEOUT, "never answers the ClientHello", Tls::silent)
            .hints("--connect-timeout 3")
            .seen("services that wait for the client to speak another protocol first"),
        plain(Cause.TLS_TIMEOUT, "stops within its ServerHello",
                Tls.answer(HALF_HELLO, Ending.SILENCE))
            .variant("half")
            .hints("--connect-timeout 3"),
        plain(Cause.TLS_VERSION_OR_CIPHER, "chooses a cipher suite that was not offered",
            Tls.answer(HELLO_RC4, Ending.FIN)),
        plain(Cause.TLS_OLD_VERSION, "speaks no version newer than TLS 1.0",
                Tls.answer(HELLO_TLS10, Ending.FIN))
            .seen("devices and servers whose TLS library is from before 2012"));
  }

  private static List<Scenario> certificates() {
    return List.of(
        shown(Cause.TLS_CERT_EXPIRED, "shows a certificate that expired three days ago",
                Leaf.EXPIRED)
            .seen("renewals that failed, or succeeded without a reload"),
        shown(Cause.TLS_CERT_NOT_YET, "shows a certificate that is valid in 30 days", Leaf.NOT_YET)
            .seen("machines whose clock is wrong"),
        shown(Cause.TLS_CERT_NAME, "shows the certificate of other.example", Leaf.WRONG_NAME)
            .seen("a host's default certificate for a site it does not know"),
        shown(Cause.TLS_CERT_UNTRUSTED, "shows a certificate of an unknown authority",
                Leaf.UNTRUSTED)
            .seen("an origin certificate of a CDN, seen by anyone but that CDN"),
        shown(Cause.TLS_CERT_SELF_SIGNED, "shows a self-signed certificate", Leaf.SELF_SIGNED)
            .seen("the certificate a server or panel makes for itself when it is installed"),
        shown(Cause.CERT_NOT_VERIFIED, "shows a self-signed certificate to those who do not mind",
                Leaf.SELF_SIGNED)
            .hints("--tls full"),
        shown(Cause.CERT_EXPIRES_SOON, "shows a certificate that expires in four days",
            Leaf.EXPIRES_SOON),
        tls(Cause.TLS_NEEDS_SNI, "shows another site's certificate to those who name no server",
            Tls::byServerName)
                .askedAs("lab.test"));
  }

  private static List<Scenario> protocols() {
    return List.of(
        wanting(Cause.TLS_ALERT_AFTER_HANDSHAKE, "wants a client certificate, with TLS 1.3",
                "TLSv1.3")
            .seen("origins that admit only their CDN: authenticated origin pulls on one side only"),
        wanting(Cause.TLS_ALERT, "wants a client certificate, with TLS 1.2", "TLSv1.2")
            .variant("client-certificate"),
        tls(Cause.TLS_ALPN_MISMATCH, "speaks only spdy/3.1 under TLS",
            (certs, requests) -> Tls.with(certs, Leaf.GOOD, only("spdy/3.1"), requests)),
        tls(Cause.H2_ONLY, "speaks only HTTP/2 under TLS",
                (certs, _) -> Tls.with(certs, Leaf.GOOD, only("h2"), TlsPorts::settings))
            .hints("--http1.1 " + CA)
            .seen("gRPC servers"),
        Scenario.of(Cause.PORT_MISMATCH, "speaks HTTPS on a port that is asked in plain text",
                new Play.OnPort("http", "127.0.0.1",
                    (certs, requests) -> new Door.Serving(Tls.with(certs, Leaf.GOOD, requests))))
            .seen("an edge in mode \"flexible\" before port 443"));
  }

  private static List<Scenario> records() {
    return List.of(
        tls(Cause.TLS_RECORD_ERROR_MID, "sends a record that fails its authentication",
                (certs, _) -> Tls.tampering(certs, Tampered.Kind.FLIPPED))
            .seen("faulty network cards and middleboxes"),
        tls(Cause.TLS_RECORD_ERROR_MID, "goes on in plain text within TLS",
                (certs, _) -> Tls.tampering(certs, Tampered.Kind.PLAIN))
            .variant("plain"),
        tls(Cause.TLS_TRUNCATED, "ends content without length, and without close_notify",
                (certs, _) ->
                    Tls.withoutCloseNotify(
                        certs, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello\n"))
            .seen("servers that close the TCP connection under TLS"));
  }

  /// Sound TLS around what serves requests, to compare with; not a scenario.
  public static Door sound(Certificates certificates, Acceptor requests) {
    return new Door.Serving(Tls.with(certificates, Leaf.GOOD, only("http/1.1"), requests));
  }

  private static void settings(Connection c) throws java.io.IOException {
    c.send(SETTINGS);
    c.hold();
  }

  private static Consumer<SSLParameters> only(String protocol) {
    return p -> p.setApplicationProtocols(new String[] {protocol});
  }

  private static Scenario wanting(Cause cause, String summary, String version) {
    Consumer<SSLParameters> settings =
        p -> {
          p.setProtocols(new String[] {version});
          p.setNeedClientAuth(true);
        };
    return tls(cause, summary, (certs, requests) -> Tls.with(certs, Leaf.GOOD, settings, requests));
  }

  private static Scenario shown(Cause cause, String summary, Leaf leaf) {
    return tls(cause, summary, (certs, requests) -> Tls.with(certs, leaf, requests));
  }

  private static Scenario plain(Cause cause, String summary, Acceptor acceptor) {
    return tls(cause, summary, (_, _) -> acceptor).hints("");
  }

  private static Scenario tls(
      Cause cause, String summary, BiFunction<Certificates, Acceptor, Acceptor> acceptor) {
    return Scenario.of(
            cause,
            summary,
            new Play.OnPort(
                "https",
                "127.0.0.1",
                (certs, requests) -> new Door.Serving(acceptor.apply(certs, requests))))
        .hints(CA);
  }
}
