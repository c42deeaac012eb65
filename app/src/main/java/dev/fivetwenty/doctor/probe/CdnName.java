package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.wire.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks up who owns the address that answered: behind a CDN the origin has to be named.
final class CdnName implements Probe {

  /// Fields that only a CDN's edge adds to a reply, and whose.
  private static final Map<String, String> FIELDS =
      Map.of(
          "CF-Ray", "Cloudflare",
          "X-Amz-Cf-Id", "CloudFront",
          "X-Served-By", "Fastly",
          "X-Azure-Ref", "Azure Front Door",
          "X-Akamai-Transformed", "Akamai");

  @Override
  public String name() {
    return "cdn";
  }

  @Override
  public String question() {
    return "does the name lead to a CDN instead of the origin?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    boolean known = visit.main().flatMap(Visit::remote).isPresent();
    return known ? Optional.empty() : Optional.of("no address is known");
  }

  @Override
  public void run(Visit visit, Answer answer) {
    String address = visit.main().flatMap(Visit::remote).orElseThrow();
    answer.fact("address", address);
    Optional<Range> range = visit.ranges().of(address);
    range.ifPresent(r -> answer.fact("provider", r.provider().name()).fact("range", r.cidr())
        .fact("asOf", r.provider().asOf().toString()));
    List<String> hints = hints(visit);
    if (!hints.isEmpty()) answer.fact("hints", hints);
    if (range.isEmpty() && hints.isEmpty()) {
      answer.summary("no, %s is in no published range of a CDN", address);
      return;
    }
    String who = range.map(r -> r.provider().name()).orElse("a CDN (%s)".formatted(hints));
    String text = "%s belongs to %s".formatted(address, who);
    if (range.isEmpty()) text = "the reply of %s has passed %s".formatted(address, who);
    if (visit.plan().target().address().isPresent()) {
      answer.summary("%s, although it was named as the origin", text);
    } else {
      answer.summary("%s: name the origin itself with --origin", text);
    }
    answer.warn(Cause.BEHIND_CDN, text);
  }

  private static List<String> hints(Visit visit) {
    Optional<ResponseHead> head = visit.main().flatMap(Upshot::head);
    if (head.isEmpty()) return List.of();
    return FIELDS.entrySet().stream()
        .filter(e -> head.get().value(e.getKey()).isPresent())
        .map(e -> e.getKey() + " of " + e.getValue())
        .sorted()
        .toList();
  }
}
