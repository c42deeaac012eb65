package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding.Severity;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.RequestBytes.Line;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks on with the cookies that the origin sets, as a visitor's browser does: sees whether it takes
/// them back, and compares the sizes of the header sections of all replies to the same request.
public final class HeaderGrowth implements Probe {

  private static final int VISITS = 3;

  /// Growth below this is a counter that got a digit more.
  private static final int NOTICE_BYTES = 16;

  /// Samples without which nothing can be said to grow.
  private static final int SAMPLES = 4;

  @Override
  public String name() {
    return "header-growth";
  }

  @Override
  public String question() {
    return "do the response headers grow from request to request?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public boolean needsWholeReplies() {
    return false;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    return visit.unwell().or(visit::noHttp).or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    List<Integer> same =
        visit.log().stream()
            .filter(r -> r.label().equals(Asking.AS_ASKED))
            .map(r -> Upshot.head(r.attempt()))
            .flatMap(Optional::stream)
            .map(ResponseHead::sectionBytes)
            .toList();
    answer.fact("sectionBytes", same);
    tell(visit, answer, same, "the same request");
    List<Integer> visitor = visits(visit, answer);
    if (visitor.isEmpty()) return;
    answer.fact("sectionBytesWithCookies", visitor);
    tell(visit, answer, visitor, "a visitor's request");
  }

  private static void tell(Visit visit, Answer answer, List<Integer> sizes, String whose) {
    if (!grows(sizes)) {
      answer.summary("no, %s in %d repl%s", range(sizes), sizes.size(), sizes.size() == 1 ? "y" : "ies");
      return;
    }
    int each = (sizes.getLast() - sizes.getFirst()) / (sizes.size() - 1);
    int limit = visit.plan().profile().limits().headerSection();
    String text =
        "the headers grow by about %d bytes with each repetition of %s: from %d to %d in %d replies"
            .formatted(each, whose, sizes.getFirst(), sizes.getLast(), sizes.size());
    answer.summary("yes: %s", text);
    answer.find(
        Cause.HEADERS_NEAR_LIMIT, Severity.WARNING, text,
        new Evidence.Measured("header section", sizes.getLast(), limit, "bytes", List.of()));
  }

  /// True when every reply is larger than the one before it.
  private static boolean grows(List<Integer> sizes) {
    if (sizes.size() < SAMPLES || sizes.getLast() - sizes.getFirst() < NOTICE_BYTES) return false;
    for (int i = 1; i < sizes.size(); i++) if (sizes.get(i) <= sizes.get(i - 1)) return false;
    return true;
  }

  private static String range(List<Integer> sizes) {
    int least = least(sizes);
    return least == most(sizes) ? least + " bytes" : least + " to " + most(sizes) + " bytes";
  }

  private static int least(List<Integer> sizes) {
    return sizes.stream().mapToInt(n -> n).min().orElse(0);
  }

  private static int most(List<Integer> sizes) {
    return sizes.stream().mapToInt(n -> n).max().orElse(0);
  }

  /// Returns nothing when the origin sets no cookie. Ends where it does not take back its own.
  private static List<Integer> visits(Visit visit, Answer answer) throws InterruptedException {
    Map<String, String> jar = new LinkedHashMap<>();
    var sizes = new ArrayList<Integer>();
    Optional<ResponseHead> head = visit.main().flatMap(Upshot::head);
    for (int i = 0; i <= VISITS && head.isPresent(); i++) {
      sizes.add(head.get().sectionBytes());
      head.get().fields().forEach(field -> keep(jar, field));
      if (jar.isEmpty()) return List.of();
      if (i == VISITS) break;
      var asking = visit.asking().request("with its own cookies", asVisitor(visit, jar));
      Contrast visitor = Contrast.of(visit, asking);
      if (visitor.isWorse(visit)) {
        turnedAway(visit, answer, visitor);
        return List.of();
      }
      head = Upshot.head(visitor.attempt());
    }
    return sizes;
  }

  /// A session that cannot be read back fails for those who have been there before, and for nobody
  /// who looks for the fault with curl.
  private static void turnedAway(Visit visit, Answer answer, Contrast visitor)
      throws InterruptedException {
    if (visitor.proof(visit) != Contrast.Proof.DUE_TO_CHANGE) {
      answer.untold("the same request does not end alike each time");
      return;
    }
    String text =
        "with the cookies that the origin itself sets it ends in %s, without in %s"
            .formatted(visitor.upshot(), visit.mainOutcome());
    answer.summary("a visitor does not come so far: %s", text);
    answer.warn(Cause.VARIES_BY_REQUEST_FIELD, text);
    List<Line> cookies =
        visitor.asking().request().lines().stream().filter(l -> l.isNamed("Cookie")).toList();
    var condition =
        Condition.of("only with the origin's own cookies", Cause.VARIES_BY_REQUEST_FIELD);
    visitor.conclusion(visit, "the cookies that the origin sets", condition, cookies)
        .ifPresent(answer::conclude);
  }

  private static RequestBytes asVisitor(Visit visit, Map<String, String> jar) {
    String cookies =
        jar.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
            .reduce((a, b) -> a + "; " + b).orElseThrow();
    return visit.plan().request().with("Cookie", cookies);
  }

  private static void keep(Map<String, String> jar, Field field) {
    if (!field.name().equalsIgnoreCase("Set-Cookie")) return;
    String pair = field.value().split(";", 2)[0];
    int equals = pair.indexOf('=');
    boolean sane = pair.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (equals > 0 && sane) jar.put(pair.substring(0, equals), pair.substring(equals + 1));
  }
}
