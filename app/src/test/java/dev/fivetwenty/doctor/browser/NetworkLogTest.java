package dev.fivetwenty.doctor.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.Hars;
import dev.fivetwenty.har.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a browser tells in events, in whatever order, becomes entries; and what an attempt of our own
/// proves stands beside it.
class NetworkLogTest {

  private static final URI PAGE = URI.create("http://shop.example/");

  private final NetworkLog log = new NetworkLog();

  private void event(String method, String params) throws Exception {
    log.accept(new DevTools.Event("Network." + method, (Json.Obj) Hars.json(params), params.length()));
  }

  private void request(String id, String url, double at, String more) throws Exception {
    event("requestWillBeSent", """
        {"requestId":"%s","timestamp":%s,"wallTime":1795687202.113,"type":"Document",%s
         "request":{"url":"%s","method":"GET","headers":{"Accept":"*/*"}}}""".formatted(id, at, more, url));
  }

  private static final String TIMING = """
      "timing":{"requestTime":10.01,"dnsStart":1,"dnsEnd":2,"connectStart":2,"connectEnd":9,"sslStart":4,"sslEnd":9,
       "sendStart":9.5,"sendEnd":9.75,"receiveHeadersStart":20,"receiveHeadersEnd":21}""";

  private void answered(String id, int status, String headers) throws Exception {
    event("responseReceived", """
        {"requestId":"%s","hasExtraInfo":true,"response":{"url":"","status":%d,"statusText":"OK","headers":{%s},
         "mimeType":"text/html","protocol":"http/1.1","remoteIPAddress":"[2001:db8::7]","connectionId":5,%s}}"""
        .formatted(id, status, headers, TIMING));
  }

  private List<HarEntry> entries() {
    var visited = new Visited(PAGE, "Chrome/1", log.exchanges(), Map.of("load", 10.5), 12, 0);
    return visited.entries(List.of()).stream().map(json -> new HarEntry(0, 0, json)).toList();
  }

  @Test
  void aRedirectIsAnEntryOfItsOwnWithWhatWentOnTheWire() throws Exception {
    event("requestWillBeSentExtraInfo", "{\"requestId\":\"1\",\"headers\":{\"Host\":\"shop.example\",\"Cookie\":\"a=b; c=d\"}}");
    request("1", "http://shop.example/#top", 10, "");
    event("responseReceivedExtraInfo", """
        {"requestId":"1","statusCode":302,"headersText":"HTTP/1.1 302 Found\\r\\nLocation: /x\\r\\n\\r\\n",
         "headers":{"Location":"/x","Set-Cookie":"a=1; Path=/\\nb=2"}}""");
    request("1", "http://shop.example/x", 10.1, """
        "redirectHasExtraInfo":true,"redirectResponse":{"status":302,"statusText":"Found","headers":{"location":"/x"},
        "encodedDataLength":44,"protocol":"http/1.1"},""");
    event("responseReceivedExtraInfo", """
        {"requestId":"1","statusCode":200,"headersText":"HTTP/1.1 200 OK\\r\\nA: b\\r\\n\\r\\n","headers":{"A":"b"}}""");
    answered("1", 200, "\"A\":\"b\"");
    event("dataReceived", "{\"requestId\":\"1\",\"dataLength\":100}");
    event("loadingFinished", "{\"requestId\":\"1\",\"timestamp\":10.2,\"encodedDataLength\":85}");
    event("requestWillBeSentExtraInfo", "{\"requestId\":\"1\",\"headers\":{\"Host\":\"second.example\"}}");

    HarEntry first = entries().getFirst();
    assertThat(first.url()).isEqualTo("http://shop.example/");
    assertThat(first.status()).isEqualTo(302);
    assertThat(first.response().text("redirectURL")).isEqualTo("/x");
    assertThat(first.response().number("headersSize", 0)).isEqualTo(36);
    assertThat(first.response().number("bodySize", 0)).isEqualTo(8);
    assertThat(first.response().list("cookies")).hasSize(2);
    assertThat(first.request().list("cookies")).hasSize(2);
    assertThat(first.object().text("startedDateTime")).isEqualTo("2026-11-26T10:00:02.113Z");
    HarEntry second = entries().getLast();
    assertThat(second.requestHeaders().getFirst().value()).isEqualTo("second.example");
    assertThat(second.response().number("headersSize", 0)).isEqualTo(25);
    assertThat(second.content().number("size", 0)).isEqualTo(100);
    assertThat(second.object().text("serverIPAddress")).isEqualTo("2001:db8::7");
  }

  @Test
  void phasesAddUpToTheTime() throws Exception {
    request("1", "http://shop.example/", 10, "");
    answered("1", 200, "");
    event("loadingFinished", "{\"requestId\":\"1\",\"timestamp\":10.05,\"encodedDataLength\":85}");
    Json.Obj timings = entries().getFirst().timings();
    assertThat(timings.number("blocked", 0)).isEqualTo(11);
    assertThat(timings.number("dns", 0)).isEqualTo(1);
    assertThat(timings.number("connect", 0)).isEqualTo(7);
    assertThat(timings.number("ssl", 0)).isEqualTo(5);
    assertThat(timings.number("wait", 0)).isEqualTo(11.25);
    assertThat(timings.number("receive", 0)).isEqualTo(19);
    assertThat(entries().getFirst().object().number("time", 0)).isEqualTo(11 + 1 + 7 + 0.25 + 11.25 + 19);
  }

  @Test
  void whatFailedHasNoStatusAndItsReason() throws Exception {
    request("1", "http://shop.example/", 10, "");
    event("loadingFailed", "{\"requestId\":\"1\",\"timestamp\":10.5,\"errorText\":\"net::ERR_EMPTY_RESPONSE\"}");
    event("dataReceived", "{\"requestId\":\"1\",\"dataLength\":250000}");
    assertThat(entries().getFirst().content().number("size", -1)).isZero();
    request("2", "http://shop.example/slow", 11, "");
    HarEntry failed = entries().getFirst();
    assertThat(failed.status()).isZero();
    assertThat(failed.error()).contains("net::ERR_EMPTY_RESPONSE");
    assertThat(failed.timings().number("blocked", 0)).isEqualTo(500);
    assertThat(entries().getLast().error()).contains("net::ERR_TIMED_OUT");
    assertThat(entries().getLast().object().number("time", 0)).isEqualTo(1000);
    assertThat(log.running()).isOne();
  }

  @Test
  void otherHostsAreCountedAndTheWindowsIconIsNoPart() throws Exception {
    for (String url : List.of(
        "http://shop.example/", "https://tracker.example/t.js", "data:text/plain,x", "http://[bad/",
        "chrome-error://chromewebdata/")) {
      request(url, url, 10, "");
    }
    event("requestWillBeSent", """
        {"requestId":"i","timestamp":10,"wallTime":1,"type":"Other",
         "request":{"url":"http://shop.example/favicon.ico","method":"GET","headers":{}}}""");
    var visited = new Visited(PAGE, "Chrome/1", log.exchanges(), Map.of(), 12, 0);
    assertThat(visited.size()).isOne();
    assertThat(visited.elsewhere()).isOne();
    assertThat(visited.pages().values()).hasSize(1);
  }

  @Test
  void aPageWithoutEndIsCutOff() throws Exception {
    for (int i = 0; i < NetworkLog.MAX_EXCHANGES + 7; i++) request("r" + i, "http://shop.example/" + i, 10, "");
    event("requestWillBeSentExtraInfo", "{\"requestId\":\"unknown\",\"headers\":{}}");
    event("loadingFinished", "{\"requestId\":\"nobody\",\"timestamp\":1}");
    assertThat(entries()).hasSize(NetworkLog.MAX_EXCHANGES);
    assertThat(log.beyond()).isEqualTo(7);
  }

  private void socket(String id) throws Exception {
    event("webSocketCreated", "{\"requestId\":\"%s\",\"url\":\"ws://shop.example/live\"}".formatted(id));
  }

  private void frame(String id, String data) throws Exception {
    event("webSocketFrameReceived", """
        {"requestId":"%s","timestamp":12.5,"response":{"opcode":1,"mask":false,"payloadData":"%s"}}""".formatted(id, data));
  }

  @Test
  void aWebSocketIsAnEntryWithItsFirstFrames() throws Exception {
    request("1", "http://shop.example/", 10, "");
    socket("2");
    event("webSocketWillSendHandshakeRequest", """
        {"requestId":"2","timestamp":11,"wallTime":1795687203.113,"request":{"headers":{"Upgrade":"websocket"}}}""");
    event("webSocketHandshakeResponseReceived", """
        {"requestId":"2","timestamp":11.25,"response":{"status":101,"statusText":"Switching Protocols",
         "headers":{"Upgrade":"websocket"},"headersText":"HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n",
         "requestHeaders":{"Upgrade":"websocket","Host":"shop.example"}}}""");
    for (int i = 0; i < Frames.MAX_FRAMES + 3; i++) frame("2", "frame " + i);
    assertThat(log.running()).as("an open socket is no reason to wait").isOne();
    event("webSocketClosed", "{\"requestId\":\"2\",\"timestamp\":13}");

    HarEntry entry = entries().getLast();
    assertThat(entry.url()).isEqualTo("ws://shop.example/live");
    assertThat(entry.status()).isEqualTo(101);
    assertThat(entry.response().text("httpVersion")).isEqualTo("HTTP/1.1");
    assertThat(entry.requestHeaders()).hasSize(2);
    assertThat(entry.timings().number("wait", 0)).isEqualTo(250);
    assertThat(entry.timings().number("receive", 0)).isEqualTo(1750);
    assertThat(entry.object().list("_webSocketMessages")).hasSize(Frames.MAX_FRAMES).first().isEqualTo(Hars.json("""
        {"type":"receive","time":1795687204.613,"opcode":1,"data":"frame 0"}"""));
    assertThat(entry.object().text("comment")).isEqualTo("3 more frames not kept");
  }

  /// Of one that never asked only the URL and the failure are told.
  @Test
  void aWebSocketThatCouldNotConnectIsAFailedEntry() throws Exception {
    request("1", "http://shop.example/", 10, "");
    socket("2");
    event("webSocketFrameError", """
        {"requestId":"2","timestamp":10.5,"errorMessage":"Error in connection establishment: net::ERR_CONNECTION_REFUSED"}""");
    HarEntry entry = entries().getLast();
    assertThat(entry.status()).isZero();
    assertThat(entry.error()).contains("net::ERR_CONNECTION_REFUSED");
    assertThat(entry.object().text("startedDateTime")).isEqualTo("2026-11-26T10:00:02.613Z");
  }

  @Test
  void dataOfFramesIsBounded() throws Exception {
    request("1", "http://shop.example/", 10, "");
    int sockets = 2 * (int) (NetworkLog.MAX_BYTES / Frames.MAX_CHARS);
    for (int i = 0; i < sockets; i++) {
      socket("s" + i);
      event("webSocketWillSendHandshakeRequest", "{\"requestId\":\"s%d\",\"timestamp\":11,\"wallTime\":1}".formatted(i));
      frame("s" + i, "x".repeat(Frames.MAX_CHARS));
      frame("s" + i, "one more");
    }
    List<HarEntry> entries = entries();
    assertThat(entries).hasSize(1 + sockets);
    long chars = entries.stream().flatMap(e -> e.object().list("_webSocketMessages").stream())
        .mapToLong(m -> ((Json.Obj) m).text("data").length()).sum();
    assertThat(chars).isBetween(NetworkLog.MAX_BYTES * 9 / 10, NetworkLog.MAX_BYTES);
  }

  /// Half of an exchange would look like a failure.
  @Test
  void exchangesThatDoNotFitAreCountedAndNotKept() throws Exception {
    request("1", "http://shop.example/", 10, "");
    answered("1", 200, "");
    String large = "\"x\":\"" + "x".repeat(1 << 20) + "\"";
    for (int i = 0; i < 20; i++) {
      request("r" + i, "http://shop.example/" + i, 11, large + ",");
      answered("r" + i, 200, large);
    }
    request("last", "http://shop.example/last", 12, large + ",");
    assertThat(entries()).hasSizeBetween(10, 16).allMatch(e -> e.status() == 200);
    assertThat(entries().size() + log.beyond()).isEqualTo(22);
  }

  /// A browser shows a reply without a status code as 200.
  @Test
  void whatAnAttemptOfOurOwnProvesStandsBesideWhatTheBrowserShows() throws Exception {
    request("1", "http://shop.example/", 10, "");
    answered("1", 200, "");
    Json.Obj seen = entries().getFirst().object();
    var own = (Json.Obj) Hars.json("""
        {"response":{"status":0,"_error":"net::ERR_INVALID_HTTP_RESPONSE"},
         "_fivetwenty":{"cause":"sl-status-missing","replyBase64":"SFRUUC8xLjENCg0K"}}""");
    var merged = new HarEntry(0, 0, Merge.of(seen, own));
    assertThat(merged.status()).isEqualTo(200);
    assertThat(merged.error()).contains("net::ERR_INVALID_HTTP_RESPONSE");
    assertThat(merged.own().text("cause")).isEqualTo("sl-status-missing");
    assertThat(merged.own().text("seenBy")).isEqualTo("own-attempt");
    assertThat(merged.own().number("browserStatus", 0)).isEqualTo(200);
    var sound = (Json.Obj) Hars.json("{\"response\":{\"status\":200},\"_fivetwenty\":{\"cause\":null}}");
    assertThat(Merge.of(seen, sound).object("response").has("_error")).isFalse();
  }
}
