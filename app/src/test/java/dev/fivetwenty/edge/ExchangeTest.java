package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExchangeTest {

  private static final String REQUEST = "GET %s HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";

  @Test
  void aGoodReplyPasses() throws Exception {
    try (Lab lab = lab();
        TestEdge edge = TestEdge.to(lab.addresses().index().getPort())) {
      String reply = ask(edge, "/ok");
      System.out.println(reply);
      assertThat(reply).startsWith("HTTP/1.1 200 ");
      System.out.println(edge.records().poll(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void anEmptyReplyBecomesA520() throws Exception {
    try (Lab lab = lab();
        TestEdge edge = TestEdge.to(lab.addresses().index().getPort())) {
      String reply = ask(edge, "/resp-empty-fin");
      System.out.println(reply);
      assertThat(reply).startsWith("HTTP/1.1 520 ");
      System.out.println(edge.records().poll(5, TimeUnit.SECONDS));
    }
  }

  private static Lab lab() throws IOException {
    return Lab.open(LabOptions.on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
  }

  private static String ask(TestEdge edge, String path) throws IOException {
    try (var socket = new Socket(edge.address().getAddress(), edge.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(REQUEST.formatted(path).getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
