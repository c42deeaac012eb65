package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonProblem;
import dev.fivetwenty.har.json.JsonReader;
import dev.fivetwenty.har.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The DevTools protocol over a pair of pipes: commands with their answers, and events in the order they
/// came. A message is a JSON object with NUL behind it.
///
/// One thread of its own reads; commands may be sent from any thread.
final class DevTools {

  /// Longer than the answer with the largest content that is asked for.
  static final int MAX_MESSAGE_BYTES = 32 << 20;

  /// Events that nobody has taken yet; a page that makes more is not waited for.
  static final int MAX_EVENTS = 100_000;

  /// What a command came to.
  ///
  /// @param error empty where it was carried out
  record Answer(Json.Obj result, String error) {}

  /// Something happened.
  record Event(String method, Json.Obj params) {

    /// The browser is gone; the last event.
    static final Event END = new Event("", Json.Obj.EMPTY);
  }

  private final OutputStream out;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(MAX_EVENTS + 1);
  private volatile boolean ended;

  DevTools(InputStream in, OutputStream out) {
    this.out = out;
    Thread.ofPlatform().daemon().name("devtools").start(() -> read(in));
  }

  BlockingQueue<Event> events() {
    return events;
  }

  /// @param session of a page, empty for the browser itself
  CompletableFuture<Answer> send(String session, String method, Json.Obj params) {
    int id = ids.incrementAndGet();
    var answer = new CompletableFuture<Answer>();
    asked.put(id, answer);
    var message = Json.object("id", Json.of(id), "method", Json.of(method), "params", params);
    if (!session.isEmpty()) message = message.with("sessionId", Json.of(session));
    try {
      synchronized (out) {
        out.write(JsonWriter.bytes(message));
        out.write(0);
        out.flush();
      }
    } catch (IOException _) {
      end();
    }
    // It may have ended between the look at it and the entry in the map.
    if (ended) end();
    return answer;
  }

  private void read(InputStream in) {
    try (in) {
      boolean more = true;
      while (more) {
        byte[] message = next(in);
        more = message.length > 0 && received(message);
      }
    } catch (IOException | JsonProblem _) {
      // Whoever waits is told that it ended.
    }
    end();
  }

  /// Returns the next message, nothing at the end or where one is too long.
  private static byte[] next(InputStream in) throws IOException {
    var message = new ByteArrayOutputStream();
    while (message.size() <= MAX_MESSAGE_BYTES) {
      int octet = in.read();
      if (octet == 0) return message.toByteArray();
      if (octet < 0) return new byte[0];
      message.write(octet);
    }
    return new byte[0];
  }

  /// Returns whether there is room for more.
  private boolean received(byte[] bytes) throws IOException, JsonProblem {
    Json.Obj message;
    try (var reader = new JsonReader(new ByteArrayInputStream(bytes), 0)) {
      reader.next();
      message = reader.tree() instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }
    if (message.has("id")) {
      var answer = asked.remove((int) message.number("id", -1));
      if (answer == null) return true;
      answer.complete(
          new Answer(message.object("result"), message.object("error").text("message")));
      return true;
    }
    return events.size() < MAX_EVENTS
        && events.add(new Event(message.text("method"), message.object("params")));
  }

  private void end() {
    ended = true;
    asked.values().forEach(
        answer -> answer.complete(new Answer(Json.Obj.EMPTY, "the browser ended")));
    asked.clear();
    events.offer(Event.END);
  }
}
