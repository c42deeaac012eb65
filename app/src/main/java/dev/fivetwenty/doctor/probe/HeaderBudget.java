package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Headroom;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.WireReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds up the header section of the reply and holds it against the limits of each profile. Sends
/// nothing: whether it is near a limit is in the judgement of the request itself.
final class HeaderBudget implements Probe {

  @Override
  public String name() {
    return "header-budget";
  }

  @Override
  public String question() {
    return "how large are the response headers?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    boolean any = visit.main().flatMap(m -> m.observation().reply())
        .filter(r -> r.fieldCount() > 0).isPresent();
    return any ? Optional.empty() : Optional.of("no header field came");
  }

  @Override
  public void run(Visit visit, Answer answer) {
    WireReport reply = visit.main().orElseThrow().observation().reply().orElseThrow();
    answer.fact("sectionBytes", reply.sectionBytes()).fact("fields", reply.fieldCount());
    var largest = new ArrayList<Map<String, Object>>();
    for (Field field : reply.largestFields()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", field.name());
      one.put("bytes", field.lineBytes());
      largest.add(one);
    }
    answer.fact("largest", largest).fact("headroom", headroom(reply));
    visit.mainOutcome().verdict()
        .filter(verdict -> verdict.cause().family() == Family.HEADER_SECTION_TOO_LARGE)
        .ifPresent(answer::blame);
    Headroom first = Headroom.of(reply, visit.plan().profile());
    answer.summary(
        "%s%d bytes in %d field%s, %d %% of what %s takes",
        reply.sectionWhole() ? "" : "at least ", reply.sectionBytes(), reply.fieldCount(),
        reply.fieldCount() == 1 ? "" : "s", first.sectionPercent(),
        visit.plan().profile().name());
  }

  private static List<Map<String, Object>> headroom(WireReport reply) {
    var all = new ArrayList<Map<String, Object>>();
    for (Headroom one : Headroom.of(reply)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("profile", one.profile());
      row.put("sectionPercent", one.sectionPercent());
      row.put("sectionBytesLeft", one.sectionBytesLeft());
      row.put("fieldPercent", one.fieldPercent());
      row.put("countPercent", one.countPercent());
      all.add(row);
    }
    return all;
  }
}
