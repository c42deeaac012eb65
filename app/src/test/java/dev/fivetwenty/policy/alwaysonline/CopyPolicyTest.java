package dev.fivetwenty.policy.alwaysonline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Slices;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is kept and what is served, by tables.
class CopyPolicyTest {

  /// Only the archive and the edge can tell these, so their tests do.
  private static final Set<Refusal> ELSEWHERE =
      EnumSet.of(
          Refusal.LENGTH_UNKNOWN, Refusal.INCOMPLETE, Refusal.GLITCH, Refusal.CODING, Refusal.BUSY,
          Refusal.DISK, Refusal.UNREADABLE);

  @TestFactory
  Stream<DynamicTest> keeps() {
    return Told.table("keeping.txt").stream()
        .map(row -> DynamicTest.dynamicTest(row[0], () -> assertThat(kept(row)).isEqualTo(row[4])));
  }

  @TestFactory
  Stream<DynamicTest> serves() {
    return Told.table("serving.txt").stream()
        .map(row -> DynamicTest.dynamicTest(row[0], () -> assertThat(served(row)).isEqualTo(row[6])));
  }

  @TestFactory
  Stream<DynamicTest> noCopyReachesAnotherUrlOrUser() {
    return Told.table("poisoning.txt").stream()
        .map(row -> DynamicTest.dynamicTest(row[0], () -> assertThat(reaches(row)).isFalse()));
  }

  @Test
  void aCopyReachesWhoAsksTheSame() {
    String same = "GET http://shop.test/ ; X-Evil: 1";
    assertThat(reaches(new String[] {"", same, "200 ; Vary: X-Evil", same})).isTrue();
  }

  @Test
  void everyReasonHasACase() {
    assertThat(Told.table("keeping.txt").size() + Told.table("serving.txt").size())
        .isGreaterThan(200);
    assertThat(Told.table("poisoning.txt")).hasSizeGreaterThan(50);
    var told = new ArrayList<String>();
    Told.table("keeping.txt").forEach(row -> told.add(row[4]));
    Told.table("serving.txt").forEach(row -> told.add(row[6]));
    List<String> untold =
        Arrays.stream(Refusal.values())
            .filter(refusal -> !ELSEWHERE.contains(refusal))
            .map(Refusal::slug)
            .filter(slug -> !told.contains(slug))
            .toList();
    assertThat(untold).isEmpty();
  }

  @Test
  void whatBelongsToAVisitorOrAConnectionIsNotKept() {
    HeadFields kept =
        KeptFields.of(
                HeadFields.of(
                    "Content-Type: text/html", "Set-Cookie: a=b", "Connection: close, X-Hop",
                    "X-Hop: 1", "Transfer-Encoding: chunked", "Ray-Id: 1", "ETag: \"x\"",
                    "Content-Length: 5", "Cache-Control: max-age=1"))
            .orElseThrow();
    assertThat(text(kept)).isEqualTo("Content-Type: text/html\r\nETag: \"x\"\r\nCache-Control: max-age=1\r\n");
  }

  private static String text(HeadFields fields) {
    return Slices.text(fields.bytes(), 0, fields.bytes().length);
  }

  private static String kept(String[] row) {
    Asked asked = Told.request(row[2], row[1].contains("content"), row[1].contains("trusted"));
    return refusal(new CopyPolicy(Told.terms(row[1])), asked, Told.reply(row[3]))
        .map(Refusal::slug).orElse("kept");
  }

  private static Optional<Refusal> refusal(CopyPolicy policy, Asked asked, Told.Reply reply) {
    return policy.refuses(asked)
        .or(() -> policy.keeps(asked, reply.status(), reply.fields(), reply.length()))
        .or(() -> Variant.of(asked.fields(), reply.fields()).isEmpty()
            ? Optional.of(Refusal.VARY_MANY) : Optional.empty())
        .or(() -> KeptFields.of(reply.fields()).isEmpty()
            ? Optional.of(Refusal.HEAD_TOO_LARGE) : Optional.empty());
  }

  private static String served(String[] row) {
    Asked before = Told.request(row[2], false, false);
    Asked now = row[5].isEmpty() ? before : Told.request(row[5], false, false);
    var policy = new CopyPolicy(Told.terms(row[1]));
    Optional<Refusal> refusal = policy.refuses(now);
    if (refusal.isPresent()) return refusal.get().slug();
    String[] when = row[4].split(" ");
    Instant later = Told.RECEIVED.plusSeconds(Long.parseLong(when[0]));
    var trouble = new Trouble(Integer.parseInt(when[1]), when.length > 2);
    Copy copy = copy(before, Told.reply(row[3]));
    List<Copy> found = copy.key().equals(now.key()) ? List.of(copy) : List.of();
    return switch (policy.serve(now, found, trouble, later)) {
      case Decision.Refuse(Refusal why) -> why.slug();
      case Decision.Serve(Copy served, long age, long ttl) -> {
        assertThat(served).isSameAs(copy);
        yield "served " + age + " " + ttl;
      }
    };
  }

  private static boolean reaches(String[] row) {
    Asked attacker = Told.request(row[1], false, false);
    Asked victim = Told.request(row[3], false, false);
    Told.Reply reply = Told.reply(row[2]);
    var policy = new CopyPolicy(Told.terms(""));
    if (refusal(policy, attacker, reply).isPresent()) return false;
    if (!attacker.key().equals(victim.key()) || policy.refuses(victim).isPresent()) return false;
    var trouble = new Trouble(520, false);
    return policy.serve(victim, List.of(copy(attacker, reply)), trouble, Told.RECEIVED)
        instanceof Decision.Serve;
  }

  private static Copy copy(Asked asked, Told.Reply reply) {
    return new Copy(
        asked.key(), Variant.of(asked.fields(), reply.fields()).orElseThrow(), reply.status(),
        KeptFields.of(reply.fields()).orElseThrow(), Told.RECEIVED, Told.RECEIVED, "0", 0);
  }
}
