package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.codec.IncidentLines;
import dev.fivetwenty.incident.sqlite.SqliteIncidents;
import dev.fivetwenty.origin.RawOrigin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Traffic full of secrets through the whole service, and a look into everything it has written.
@Timeout(120)
class NoSecretsTest {

  private static final String SECRET = "hunter2";

  /// Stands in the log, whose business addresses are, and nowhere in the store.
  private static final String ADDRESS = "198.51.100.77";

  /// Replies that fail, or are remarkable, with a secret wherever one can be.
  private static final Map<String, String> REPLIES = replies();

  @TempDir Path folder;

  private static Map<String, String> replies() {
    String ok = "HTTP/1.1 200 OK\r\n";
    String chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    var replies = new LinkedHashMap<String, String>();
    replies.put("cookie", ok + "Set-Cookie: s=hunter2\r\nX-Auth: hunter2\r\nContent-Length: 9\r\n\r\nx");
    replies.put("content", ok + "Content-Length: 99\r\n\r\nhunter2");
    replies.put("status", "HTTP/1.1 500 hunter2\r\nContent-Length: 99\r\n\r\n");
    replies.put("broken-status", "HTTP/1.1 2x0 hunter2\r\nX-Hidden: hunter2\r\n\r\n");
    replies.put("text", "password is hunter2\r\nhunter2: yes\r\n");
    replies.put("html", "<html>hunter2</html>\r\n");
    replies.put("json", "{\"token\": \"hunter2\"}\r\n");
    replies.put("banner", "220 hunter2 ESMTP\r\n");
    replies.put("binary", "\u0001\u0002hunter2hunter2hunter2hunter2\r\n");
    replies.put("no-colon", ok + "Server: a\r\nhunter2 is no field\r\n\r\n");
    replies.put("fold", ok + "Server: a\r\n hunter2\r\nContent-Length: 9\r\n\r\nx");
    replies.put("location", "HTTP/1.1 302 Found\r\nLocation: http://me:hunter2@h/?t=hunter2#hunter2\r\nContent-Length: 9\r\n\r\nx");
    replies.put("link", ok + "Link: </a?t=hunter2>; rel=next\r\nContent-Length: 9\r\n\r\nx");
    replies.put("extension", chunked + "5;t=hunter2\r\nhello\r\nzz\r\n");
    replies.put("trailer", chunked + "5\r\nhello\r\n0\r\nX-T: hunter2\r\n: x\r\n\r\n");
    replies.put("data-longer", chunked + "5\r\nhellohunter2\r\n");
    replies.put("excess", ok + "Content-Length: 1\r\n\r\nxhunter2");
    replies.put("large", ok + "X-Large: " + "hunter2 ".repeat(2000) + "\r\n\r\n");
    replies.put("near", ok + "X-Large: " + "hunter2 ".repeat(900) + "\r\nContent-Length: 1\r\n\r\nx");
    replies.put("far", chunked + ("8\r\nhunter2 \r\n").repeat(2000) + "zz\r\n");
    replies.put("interim", "HTTP/1.1 103 Early Hints\r\nX-Hint: hunter2\r\n\r\nhunter2\r\n");
    replies.put("above-ascii", ok + "X-N\u00e4me: h\u00fchunter2\r\n\r\n");
    return replies;
  }

  @Test
  void nothingThatIsWrittenHoldsASecret() throws Exception {
    var notices = new CopyOnWriteArrayList<String>();
    Path data = folder.resolve("data");
    try (RawOrigin origin = RawOrigin.doing(NoSecretsTest::answer)) {
      EdgeConfig config = config(origin.port());
      EdgeService service =
          EdgeService.start(config, () -> config, data, Map.of(), "1.2.3", notices::add);
      String place = service.addresses().getFirst();
      for (String name : REPLIES.keySet()) ask(place, name);
      service.stop();
    }

    assertThat(stored(data)).hasSameSizeAs(REPLIES.keySet())
        .allSatisfy(text -> assertThat(text).doesNotContain(SECRET, ADDRESS));
    export(data, folder.resolve("export.jsonl"));
    assertThat(notices.toString()).doesNotContain(SECRET);
    assertThat(Files.readString(folder.resolve("access.log"))).doesNotContain(SECRET).contains("trailer");
    for (Path file : files(folder)) {
      assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).as(file.toString())
          .doesNotContain(SECRET);
    }
    assertThat(Files.getPosixFilePermissions(data.resolve("key")).toString())
        .doesNotContain("GROUP", "OTHERS");
  }

  private static void answer(RawOrigin.Peer peer) throws IOException {
    String head = peer.readHead();
    String name = head.substring(head.indexOf('/') + 1, head.indexOf('?'));
    if (head.contains("Content-Length: 7")) peer.readBytes(7);
    peer.write(REPLIES.get(name));
    peer.fin();
    peer.awaitClose();
  }

  private static void ask(String place, String name) throws IOException {
    int colon = place.lastIndexOf(':');
    try (var socket = new Socket(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)))) {
      String request =
          "POST /" + name + "?password=hunter2&hunter2 HTTP/1.1\r\nHost: shop.example\r\n"
              + "Cookie: id=hunter2\r\nAuthorization: Bearer hunter2\r\nReferer: http://h/?hunter2\r\n"
              + "X-Api-Key: hunter2\r\nX-Forwarded-For: " + ADDRESS + "\r\nContent-Length: 7\r\n"
              + "Connection: close\r\n\r\nhunter2";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      // So ends a reply that broke off.
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  /// Returns what the store says of each exchange, every octet of every message as text.
  private static List<String> stored(Path data) {
    try (var incidents = SqliteIncidents.open(data)) {
      var texts = new ArrayList<String>();
      for (var row : incidents.list(Query.ALL)) {
        var stored = incidents.byId(row.id()).orElseThrow();
        var text = new StringBuilder(row.toString()).append(stored);
        var kept = stored.incident().kept();
        kept.request().pieces().forEach(p -> text.append(new String(p.bytes(), ISO_8859_1)));
        kept.attempts().forEach(
            attempt -> {
              attempt.sent().pieces().forEach(p -> text.append(new String(p.bytes(), ISO_8859_1)));
              attempt.received().pieces().forEach(p -> text.append(new String(p.bytes(), ISO_8859_1)));
            });
        texts.add(text.toString());
      }
      return texts;
    }
  }

  private static void export(Path data, Path file) throws IOException {
    try (var incidents = SqliteIncidents.open(data);
        var out = new IncidentLines.Sink(Files.newOutputStream(file), false)) {
      for (var row : incidents.list(Query.ALL)) {
        out.write(incidents.byId(row.id()).orElseThrow().incident());
      }
    }
    assertThat(Files.readAllLines(file)).hasSize(1 + REPLIES.size());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private EdgeConfig config(int port) throws IOException {
    String text =
        """
        listen: ["127.0.0.1:0"]
        admin: none
        access_log: {path: access.log}
        routes: [{origins: ["http://127.0.0.1:%d"]}]
        """.formatted(port);
    var source = Source.of("test", folder, new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    return EdgeYaml.read(source, Overrides.of(List.of()), Surroundings.ofProcess(Map.of()));
  }
}
