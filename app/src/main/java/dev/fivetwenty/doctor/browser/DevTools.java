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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The DevTools protocol over a pair of pipes: commands with their answers, and events in the order they
/// came. A message is a JSON object with NUL behind it.
///
/// One thread of its own reads; commands may be sent from any thread.
final class DevTools {

  /// Longer than the answer with the largest content that is asked for.
  static final int MAX_MESSAGE_BYTES = 32 << 20;

  /// Events that nobody has taken yet, and their bytes; a page that makes more is not waited for.
  static final int MAX_EVENTS = 100_000;
  static final long MAX_EVENT_BYTES = 64 << 20;

  /// What a command came to.
  ///
  /// @param error empty where it was carried out
  record Answer(Json.Obj result, String error) {}

  /// Something happened.
  ///
  /// @param bytes of the message that told it
  record Event(String method, Json.Obj params, int bytes) {}

  /// The last one: the browser is gone.
  private static final Event END = new Event("", Json.Obj.EMPTY, 0);

  private final OutputStream out;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private volatile boolean flooded;
  private volatile boolean ended;

  DevTools(InputStream in, OutputStream out) {
    this.out = out;
    Thread.ofPlatform().daemon().name("devtools").start(() -> read(in));
  }

  /// Returns the next event, nothing where none comes in time.
  ///
  /// @throws BrowserProblem where the browser has ended, or events had to be left out
  Optional<Event> next(Duration most) throws BrowserProblem, InterruptedException {
    Event event = events.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    if (flooded) {
      throw new BrowserProblem(
          "the page makes more events than can be recorded: %d events or %d MiB of them may wait, and one may have %d MiB"
              .formatted(MAX_EVENTS, MAX_EVENT_BYTES >> 20, MAX_MESSAGE_BYTES >> 20));
    }
    if (event == END) throw new BrowserProblem("the browser ended during the visit");
    if (event != null) waiting.addAndGet(-event.bytes());
    return Optional.ofNullable(event);
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
        more = message.length > 0;
        if (more) received(message);
      }
    } catch (IOException | JsonProblem _) {
      // Whoever waits is told that it ended.
    }
    end();
  }

  /// Returns the next message that is not too long, nothing at the end.
  private byte[] next(InputStream in) throws IOException {
    var message = new ByteArrayOutputStream();
    boolean fits = true;
    while (at < filled || fill(in)) {
      int end = at;
      while (end < filled && buffer[end] != 0) end++;
      fits &= message.size() + end - at <= MAX_MESSAGE_BYTES;
      if (fits) message.write(buffer, at, end - at);
      boolean last = end < filled;
      at = Math.min(filled, end + 1);
      if (last && fits) return message.toByteArray();
      if (!last) continue;
      flooded = true;
      fits = true;
      message.reset();
    }
    return new byte[0];
  }

  private boolean fill(InputStream in) throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  private void received(byte[] bytes) throws IOException, JsonProblem {
    Json.Obj message;
    try (var reader = new JsonReader(new ByteArrayInputStream(bytes), 0)) {
      reader.next();
      message = reader.tree() instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }
    if (!message.has("id")) {
      happened(new Event(message.text("method"), message.object("params"), bytes.length));
      return;
    }
    var answer = asked.remove((int) message.number("id", -1));
    if (answer == null) return;
    answer.complete(new Answer(message.object("result"), message.object("error").text("message")));
  }

  /// Answers are still read where events are left out.
  private void happened(Event event) {
    flooded |= events.size() >= MAX_EVENTS || waiting.get() + event.bytes() > MAX_EVENT_BYTES;
    if (flooded) return;
    waiting.addAndGet(event.bytes());
    events.add(event);
  }

  private void end() {
    ended = true;
    asked.values().forEach(
        answer -> answer.complete(new Answer(Json.Obj.EMPTY, "the browser ended")));
    asked.clear();
    events.add(END);
  }
}
