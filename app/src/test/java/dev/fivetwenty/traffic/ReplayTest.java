package dev.fivetwenty.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.policy.Action;
import dev.fivetwenty.policy.DenialAnswer;
import dev.fivetwenty.policy.Mode;
import dev.fivetwenty.policy.Rule;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.policy.access.AccessList;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.value.AddressBlock;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.traffic.log.LogFile;
import dev.fivetwenty.traffic.log.RequestLog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Logs through rules: the counts are those of an account that is kept by hand.
class ReplayTest {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final long START = Instant.parse("2026-11-25T00:00:00Z").getEpochSecond();

  private static String line(int client, long second, String path, String agent) {
    return "192.0.2.%d - - [%s] \"GET %s HTTP/1.1\" 200 1 \"-\" \"%s\"%n"
        .formatted(client, TIME.format(Instant.ofEpochSecond(START + second)), path, agent);
  }

  private static RequestLog log(String name, String text) throws Exception {
    return LogFile.open(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Rule rule(String id, String expression, Mode mode, Optional<Limit> limit) throws Exception {
    return new Rule(id, "", Expression.parse(expression), new Action.Block(DenialAnswer.FORBIDDEN), mode, limit);
  }

  private static Optional<Limit> limit(int requests, String by) throws Exception {
    return Optional.of(
        new Limit(List.of(Characteristic.parse(by)), 64, Duration.ofSeconds(60), requests, Optional.empty(),
            Duration.ZERO, 1000, false));
  }

  private static Outcome replay(boolean whatIf, List<RequestLog> logs, Rule... rules) throws Exception {
    var edges = new AddressTrie.Builder().add(AddressBlock.parse("192.0.2.8/32").orElseThrow(), 0).build();
    return new Replay(new RuleSet(AccessList.EMPTY, List.of(rules)), edges, whatIf).of(logs, 4);
  }

  private record Came(int client, long second) {}

  /// Two logs whose lines interleave, as two workers of one server write them.
  @Test
  void aLimitCountsAllLogsTogetherInTheirTime() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var texts = List.of(new StringBuilder(), new StringBuilder());
    var came = new ArrayList<Came>();
    for (long second = 0; second < 3_000; second++) {
      for (int n = random.nextInt(3); n > 0; n--) {
        var one = new Came(random.nextInt(5), second);
        came.add(one);
        texts.get(random.nextInt(2)).append(line(one.client(), second, "/", "Mozilla/5.0"));
      }
    }
    var logs = List.of(log("a", texts.get(0).toString()), log("b", texts.get(1).toString()));
    Outcome outcome = replay(true, logs, rule("ten", "true", Mode.ENFORCE, limit(10, "ip.src")));

    assertThat(outcome.requests()).isEqualTo(came.size());
    assertThat(outcome.deniedRequests()).as("rerun with -Dseed=%d", seed).isEqualTo(denied(came, 10));
    for (Outcome.WhatIf whatIf : outcome.whatIfs()) {
      assertThat(whatIf.denied()).as("limit %d, rerun with -Dseed=%d", whatIf.requests(), seed)
          .isEqualTo(denied(came, whatIf.requests()));
    }
    assertThat(outcome.whatIfs()).filteredOn(Outcome.WhatIf::asIs).extracting(Outcome.WhatIf::requests).containsExactly(10);
  }

  /// A minute begins with its first request.
  private static long denied(List<Came> came, int limit) {
    Map<Integer, Deque<Long>> minutes = new HashMap<>();
    long denied = 0;
    for (Came one : came) {
      Deque<Long> minute = minutes.computeIfAbsent(one.client(), _ -> new ArrayDeque<>());
      if (!minute.isEmpty() && one.second() - minute.peek() >= 60) minute.clear();
      minute.add(one.second());
      if (minute.size() > limit) denied++;
    }
    return denied;
  }

  @Test
  void itIsToldWhoWouldHaveBeenDenied() throws Exception {
    String text =
        line(1, 5, "/a", "Mozilla/5.0 (X11)") + line(2, 3, "/login", "Mozilla/5.0 (X11)")
            + line(3, 7, "/login", "Googlebot/2.1") + line(8, 8, "/login", "UptimeRobot/2.0") + line(3, 9, "/login", "curl/8")
            + "rubbish\n";
    Outcome outcome =
        replay(false, List.of(log("access.log", text)),
            rule("login", "http.request.uri.path eq \"/login\"", Mode.ENFORCE, Optional.empty()),
            rule("shy", "http.user_agent contains \"Mozilla\"", Mode.SHADOW, Optional.empty()),
            rule("never", "http.request.uri.path eq \"/never\"", Mode.ENFORCE, Optional.empty()));
    assertThat(outcome.requests()).isEqualTo(5);
    assertThat(outcome.deniedRequests()).isEqualTo(4);
    assertThat(outcome.unreadable()).isEqualTo(1);
    RuleHits login = outcome.rules().getFirst();
    assertThat(login.denied()).isEqualTo(4);
    assertThat(login.of(Requester.BROWSER)).isOne();
    assertThat(login.of(Requester.CRAWLER)).isOne();
    assertThat(login.of(Requester.MONITOR)).isOne();
    assertThat(login.of(Requester.TOOL)).isOne();
    assertThat(login.ofEdge()).isOne();
    assertThat(login.first()).isEqualTo("access.log:2: 192.0.2.2 GET /login");
    assertThat(login.clients().top(1).getFirst()).hasToString("192.0.2.3=2");
    assertThat(outcome.rules().get(1).noted()).isOne();
    assertThat(outcome.rules().get(2).hits()).isZero();
  }

  @Test
  void threadsChangeNothing() throws Exception {
    var logs = new ArrayList<RequestLog>();
    var all = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      var text = new StringBuilder();
      for (int n = 0; n < 500; n++) text.append(line(n % 9 + 1, 1_000L * i + n, n % 7 == 0 ? "/login" : "/", "Mozilla/5.0"));
      logs.add(log("log" + i, text.toString()));
      all.append(text);
    }
    Rule login = rule("login", "http.request.uri.path eq \"/login\"", Mode.ENFORCE, Optional.empty());
    Outcome apart = replay(false, logs, login);
    Outcome whole = replay(false, List.of(log("all", all.toString())), login);
    assertThat(apart.deniedRequests()).isEqualTo(whole.deniedRequests()).isPositive();
    assertThat(apart.requests()).isEqualTo(2_500);
    assertThat(apart.rules().getFirst().clients().top(9)).isEqualTo(whole.rules().getFirst().clients().top(9));
    assertThat(apart.firstMillis()).isEqualTo(whole.firstMillis());
  }

  @Test
  void noCountOfATimelineIsLost() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      var timelines = List.of(new Timeline(), new Timeline());
      int count = random.nextInt(200);
      long span = 1L << random.nextInt(40);
      for (int i = 0; i < count; i++) timelines.get(random.nextInt(2)).add(1_700_000_000_000L + random.nextLong(span));
      timelines.getFirst().add(timelines.getLast());
      long sum = 0;
      for (long step : timelines.getFirst().counts()) sum += step;
      assertThat(sum).as("rerun with -Dseed=%d", seed).isEqualTo(count);
    }
  }
}
