package dev.fivetwenty.lab.tls;

import dev.fivetwenty.lab.socket.Acceptor;
import dev.fivetwenty.lab.socket.Connection;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Exchange;
import dev.fivetwenty.lab.socket.LabRequest;
import java.io.IOException;
import java.util.HexFormat;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;

/// Ways to begin, or not to begin, a TLS connection.
public final class Tls {

  /// What web servers with TLS answer a plain request.
  private static final String PLAIN_REQUEST =
      "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n"
          + "Content-Length: 43\r\n\r\na plain HTTP request came to an HTTPS port\n";

  private Tls() {}

  /// Sound TLS with a certificate, and then what serves requests; a plain request gets a 400.
  public static Acceptor with(
      Certificates certificates, Leaf leaf, Consumer<SSLParameters> settings, Acceptor requests) {
    return c -> {
      if (!Hello.isNext(c)) {
        c.send(Exchange.latin1(answering(c, PLAIN_REQUEST)));
        c.fin();
        return;
      }
      var parameters = new SSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
      settings.accept(parameters);
      requests.accept(c.secured(certificates.context(leaf), parameters));
    };
  }

  public static Acceptor with(Certificates certificates, Leaf leaf, Acceptor requests) {
    return with(certificates, leaf, _ -> {}, requests);
  }

  /// The good certificate for those who name a server, another site's for those who do not.
  public static Acceptor byServerName(Certificates certificates, Acceptor requests) {
    return c -> {
      if (!Hello.isNext(c)) return;
      Leaf leaf = Hello.hasServerName(Hello.peek(c)) ? Leaf.GOOD : Leaf.WRONG_NAME;
      with(certificates, leaf, requests).accept(c);
    };
  }

  /// An alert in plain text in answer to the ClientHello, then FIN.
  public static Acceptor alert(int description) {
    return answer("15 03 03 00 02 02 %02x".formatted(description), Ending.FIN);
  }

  /// Bytes in answer to the ClientHello, in hexadecimal, and an ending.
  public static Acceptor answer(String hex, Ending ending) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return c -> {
      Hello.take(c);
      if (bytes.length > 0) c.send(bytes);
      c.end(ending);
    };
  }

  /// A sound handshake and a first record, then one that `tamper` has changed.
  public static Acceptor tampering(Certificates certificates, Tampered.Kind kind) {
    return c -> {
      var tampered = new Tampered(c.socket(), kind);
      Connection below = c.over(tampered);
      var parameters = new SSLParameters();
      // With 1.2 only content travels in records of type 23, so they can be counted from outside.
      parameters.setProtocols(new String[] {"TLSv1.2"});
      Connection tls = below.secured(certificates.context(Leaf.GOOD), parameters);
      tls.in().readNBytes(1);
      String reply = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n";
      tls.send(Exchange.latin1(reply + "hello\n"));
      tls.send(Exchange.latin1("again\n"));
      tls.finBelowTls();
    };
  }

  /// A sound reply, then FIN without close_notify.
  public static Acceptor withoutCloseNotify(Certificates certificates, String reply) {
    return with(
        certificates,
        Leaf.GOOD,
        c -> {
          c.send(Exchange.latin1(answering(c, reply)));
          c.finBelowTls();
        });
  }

  /// Reads a request and returns the reply as it wants it: without content for HEAD.
  private static String answering(Connection c, String reply) throws IOException {
    boolean isHead = LabRequest.read(c.in()).filter(r -> r.method().equals("HEAD")).isPresent();
    return isHead ? reply.substring(0, reply.indexOf("\r\n\r\n") + 4) : reply;
  }

  /// Throws nothing away: a connection that only listens.
  public static void silent(Connection c) throws IOException {
    Hello.take(c);
    c.hold();
  }
}
