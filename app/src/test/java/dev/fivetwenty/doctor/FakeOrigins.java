package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Signal;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.KeptConnection;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Attempts that end as a script says, without a network.
public final class FakeOrigins implements Origins {

  /// Decides what becomes of a request.
  interface Script {
    /// @param number of the request, from 1
    Told answer(int number, Asked asked);
  }

  /// @param onConnection how many requests its connection has carried, this one included
  record Asked(AttemptOrder order, String text, int onConnection, int atOnce) {
    boolean has(String name) {
      return text.toLowerCase(java.util.Locale.ROOT).contains("\r\n" + name + ":");
    }

    int bytes() {
      return text.length();
    }
  }

  /// @param took  time until the end; longer than the order's limit is silence
  /// @param idle  after which the origin closes a kept connection
  /// @param followed bytes come behind the end of the reply, which costs the connection
  /// @param handshake of TLS, before it
  /// @param content as it was received
  /// @param flows the head comes at once and the content little by little, to the end of `took`
  record Told(
      int status, Optional<Cause> cause, Duration took, Optional<Duration> idle,
      List<Field> fields, boolean flows, boolean followed, Optional<Handshake> handshake,
      String content) {

    static Told status(int status) {
      return new Told(status, Optional.empty(), Duration.ZERO, Optional.empty(), List.of(), false, false, Optional.empty(), "");
    }

    static Told cause(Cause cause) {
      return new Told(0, Optional.of(cause), Duration.ZERO, Optional.empty(), List.of(), false, false, Optional.empty(), "");
    }

    static Told brokenContent(Cause cause) {
      return new Told(
          200, Optional.of(cause), Duration.ZERO, Optional.empty(), List.of(), true, false, Optional.empty(), "");
    }

    static Told silence() {
      return status(200).took(Duration.ofDays(1));
    }

    Told took(Duration time) {
      return new Told(status, cause, time, idle, fields, flows, followed, handshake, content);
    }

    Told flows(Duration time) {
      return new Told(status, cause, time, idle, fields, true, followed, handshake, content);
    }

    Told withMore() {
      return new Told(status, cause, took, idle, fields, flows, true, handshake, content);
    }

    Told closesAfter(Duration time) {
      return new Told(status, cause, took, Optional.of(time), fields, flows, followed, handshake, content);
    }

    /// @param failure of the handshake, at which the client was asked for a certificate
    Told afterTls(Handshake.Failure failure) {
      var wanting =
          new Handshake(
              failure, Handshake.Problem.NONE, -1, "", "", List.of(), "", "TLSv1.3", "",
              Optional.empty(), new byte[0], "", true, "fake", Duration.ZERO);
      return new Told(
          status, cause, took, idle, fields, flows, followed, Optional.of(wanting), content);
    }

    Told content(String text) {
      return new Told(status, cause, took, idle, fields, flows, followed, handshake, text);
    }

    Told field(String name, String value) {
      var all = new ArrayList<>(fields);
      all.add(new Field(name, value, 0, name.length() + value.length() + 4));
      return new Told(status, cause, took, idle, all, flows, followed, handshake, content);
    }
  }

  private static final List<Violation> FOLLOWED = List.of(new Violation(Rule.BODY_EXCESS, Decision.GLITCH, 100, -1));

  final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger atOnce = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  private final Script script;
  private final JumpTime time;
  private final List<String> addresses;

  FakeOrigins(JumpTime time, Script script) {
    this(time, List.of("192.0.2.1"), script);
  }

  FakeOrigins(JumpTime time, List<String> addresses, Script script) {
    this.time = time;
    this.addresses = addresses;
    this.script = script;
  }

  @Override
  public CompletableFuture<Attempt> attempt(AttemptOrder order) {
    return attempt(order, 1);
  }

  private CompletableFuture<Attempt> attempt(AttemptOrder order, int onConnection) {
    int now = atOnce.incrementAndGet();
    String text = new String(order.request(), StandardCharsets.ISO_8859_1);
    var one = new Asked(order, text, onConnection, now);
    Told told;
    synchronized (this) {
      asked.add(one);
      told = script.answer(asked.size(), one);
    }
    Duration limit = order.profile().timeouts().responseHead();
    if (told.flows || order.total().compareTo(limit) < 0) limit = order.total();
    boolean silent = told.took.compareTo(limit) > 0;
    Attempt attempt = attempt(one, told, silent, limit);
    return time.after(silent ? limit : told.took, attempt)
        .whenComplete((_, _) -> atOnce.decrementAndGet());
  }

  private Attempt attempt(Asked one, Told told, boolean silent, Duration limit) {
    AttemptOrder order = one.order;
    Timer timer = limit.equals(order.total()) ? Timer.TOTAL : Timer.RESPONSE_HEAD;
    Optional<Expiry> expiry = silent ? Optional.of(new Expiry(timer, limit)) : Optional.empty();
    boolean headless = !told.flows && (silent || told.cause.isPresent());
    Optional<WireReport> reply = headless ? Optional.empty() : Optional.of(reply(told, silent));
    String address = order.target().address().orElse(addresses.getFirst());
    String remote = address + ":" + order.target().port();
    String name = order.target().connectHost();
    var observation =
        new Observation(
            Optional.of(new Resolution(name, addresses, "NOERROR", "", "", 1, Duration.ZERO)),
            Optional.of(new Connect(remote, "", 0, false, Duration.ZERO)),
            told.handshake, Use.NEW, Sent.NOTHING, reply,
            silent ? Ending.SILENCE : Ending.FIN, 0, -1, false, true, expiry, Optional.empty(),
            Optional.empty(), List.of());
    Cause waited = told.flows ? Cause.BODY_TIMEOUT : Cause.TIME_FIRST_BYTE;
    Optional<Cause> cause = silent ? Optional.of(waited) : told.cause;
    var verdict = cause.map(c -> verdict(c, silent ? Signal.TIMEOUT : Signal.FIN, order));
    boolean cut = silent && timer == Timer.TOTAL;
    var judgement =
        cut
            ? new Judgement(
                Optional.empty(), List.of(), List.of(),
                verdict.map(pending -> new Unfinished(pending, expiry)))
            : new Judgement(verdict, told.followed ? FOLLOWED : List.of(), List.of());
    Duration took = silent ? limit : told.took;
    boolean keeps = order.keepOpen() && verdict.isEmpty() && !told.followed;
    return new Attempt(
        order, observation, judgement,
        timeline(took), order.request(), told.content.getBytes(StandardCharsets.ISO_8859_1), 0, "fake",
        keeps ? Optional.of(new Kept(one.onConnection, told.idle)) : Optional.empty());
  }

  private static Verdict verdict(Cause cause, Signal signal, AttemptOrder order) {
    return new Verdict(
        cause, cause.stage(), signal, cause.party(), new Evidence.Seen("scripted"),
        OptionalLong.empty(), false, List.of(), order.profile().name());
  }

  private static Timeline timeline(Duration took) {
    return new Timeline(
        Instant.EPOCH, Duration.ZERO, Duration.ZERO, Timeline.NEVER, Duration.ZERO, took, took,
        took, took);
  }

  private static WireReport reply(Told told, boolean cut) {
    int section = told.fields.stream().mapToInt(Field::lineBytes).sum();
    var head = new ResponseHead("HTTP/1.1", told.status, "", told.fields, 0, 15, section);
    return new WireReport(
        cut ? Reached.BODY : Reached.COMPLETE, 100, List.of(), 0, Optional.of(head), List.of(), 0, 0, 0, Framing.LENGTH,
        0, 0, section, told.fields.size(), told.fields, true, 0, "", "", !cut,
        cut ? Ending.SILENCE : Ending.FIN, 0);
  }

  @Override
  public CompletableFuture<Resolution> resolve(
      String host, Optional<String> dnsServer, Duration timeout) {
    return CompletableFuture.completedFuture(
        new Resolution(host, addresses, "NOERROR", "", "", 1, Duration.ZERO));
  }

  @Override
  public String transport() {
    return "fake";
  }

  @Override
  public void close() {}

  private final class Kept implements KeptConnection {

    private final int carried;
    private final Optional<Duration> idle;
    private boolean closed;

    Kept(int carried, Optional<Duration> idle) {
      this.carried = carried;
      this.idle = idle;
      open.incrementAndGet();
    }

    @Override
    public CompletableFuture<Attempt> attempt(AttemptOrder order) {
      close();
      return FakeOrigins.this.attempt(order, carried + 1);
    }

    @Override
    public CompletableFuture<Idle> whenDisturbed() {
      if (idle.isEmpty()) return new CompletableFuture<>();
      return time.after(idle.get(), new Idle(idle.get(), true, false, new byte[0]));
    }

    @Override
    public synchronized void close() {
      if (!closed) open.decrementAndGet();
      closed = true;
    }
  }
}
