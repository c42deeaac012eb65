package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.peers.Asking.Question;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every malformed reply of the corpus through real nginx and real HAProxy, as witnesses: what both
/// pass on whole must not be a fault.
class WitnessesTest {

  /// What `classic` is about: both witnesses take these, and the documented 520 does not.
  private static final Set<Cause> CLASSIC_ITSELF =
      Set.of(Cause.LIMIT_HEADER_SECTION, Cause.LIMIT_HEADER_FIELD, Cause.HDR_NONE);

  /// Cases that both witnesses pass on and that are still refused, with the reason.
  private static final Map<String, String> EXCEPTIONS =
      new TreeMap<>(
          Map.of(
              "sl_000", "sent on unread by proxies, understood by no client: below 100 is no status",
              "sl_099", "as 000",
              "sl_reason_nul", "four of ten consumers refuse a NUL, newer HAProxy among them",
              "x_103_x2000", "nginx takes the first for the final one; 64 KiB of them are a flood"));

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// The status of the final response; interim ones are passed over.
  private static final Pattern STATUS =
      Pattern.compile("HTTP/\\d(?:\\.\\d+)?[ \t]+(101|[^1]\\d\\d)\\b");

  @Test
  void whatBothWitnessesPassOnIsNoFault(@TempDir Path folder) throws IOException {
    List<MeasuredReply> cases = MeasuredReply.all();
    int nginxPort = Peer.freePort();
    int haproxyPort = Peer.freePort();
    var blamed = new TreeMap<String, String>();
    int passed = 0;
    try (var origin = RawOrigin.start((line, client) -> answer(cases, line, client));
        var nginx = nginx(folder, nginxPort, origin.port(), PATIENCE);
        var haproxy = haproxy(folder, haproxyPort, origin.port(), PATIENCE);
        var asking = new Asking()) {
      assertThat(nginx.pid()).isNotEqualTo(haproxy.pid());
      for (int i = 0; i < cases.size(); i++) {
        MeasuredReply one = cases.get(i);
        if (!passes(nginxPort, one, i) || !passes(haproxyPort, one, i)) continue;
        passed++;
        verdict(asking, origin.port(), one, i)
            .filter(v -> !CLASSIC_ITSELF.contains(v.cause()))
            .ifPresent(v -> blamed.put(one.name(), v.cause().slug()));
      }
    }
    assertThat(passed).describedAs("cases that both pass on").isGreaterThan(50);
    assertThat(blamed.keySet()).describedAs(blamed.toString()).isEqualTo(EXCEPTIONS.keySet());
  }

  private static boolean passes(int port, MeasuredReply one, int index) throws IOException {
    Matcher line = STATUS.matcher(new String(one.reply(), StandardCharsets.ISO_8859_1));
    if (!line.find()) return false;
    Witness seen = Witness.ask(port, one.method(), "/" + index);
    return seen.whole() && seen.status() == Integer.parseInt(line.group(1));
  }

  private static Optional<Verdict> verdict(Asking asking, int port, MeasuredReply one, int index) {
    var question =
        Question.get("http://127.0.0.1:" + port + "/" + index)
            .request(r -> r.method(one.method()).with("Connection", "close"));
    return asking.ask(question).judgement().verdict();
  }

  private static void answer(List<MeasuredReply> cases, String requestLine, Socket client)
      throws IOException {
    String path = requestLine.split(" ")[1];
    MeasuredReply one = cases.get(Integer.parseInt(path.substring(1)));
    client.setTcpNoDelay(true);
    client.getOutputStream().write(one.reply());
    switch (one.ending()) {
      case "rst" -> RawOrigin.reset(client);
      case "hold" -> {
        client.setSoTimeout(2500);
        if (client.getInputStream().read() < 0) return;
      }
      default -> RawOrigin.finish(client);
    }
  }

  /// Starts nginx with a connection of its own for each request, and big buffers.
  static Peer nginx(Path folder, int port, int origin, Duration patience) {
    return Nginx.start(
        folder,
        """
        server {
          listen 127.0.0.1:%d;
          location / {
            proxy_pass http://127.0.0.1:%d;
            proxy_http_version 1.1;
            proxy_next_upstream off;
            proxy_read_timeout %ds;
            proxy_buffer_size 64k;
            proxy_buffers 8 64k;
            proxy_busy_buffers_size 128k;
          }
        }
        """
            .formatted(port, origin, patience.toSeconds()),
        port);
  }

  /// Starts HAProxy with a connection of its own for each request.
  static Peer haproxy(Path folder, int port, int origin, Duration patience) {
    return HaProxy.start(
        folder,
        """
          retries 0
          http-reuse never
        frontend witness
          bind 127.0.0.1:%d
          default_backend origin
        backend origin
          timeout server %ds
          server raw 127.0.0.1:%d
        """
            .formatted(port, patience.toSeconds(), origin),
        port);
  }
}
