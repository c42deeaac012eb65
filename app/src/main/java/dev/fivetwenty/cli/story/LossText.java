package dev.fivetwenty.cli.story;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.incident.Loss;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Says what is missing from a store, wherever its contents are shown.
public final class LossText {

  /// Returns one line; nothing when nothing was lost.
  public static Optional<String> of(Loss loss, Instant now) {
    if (loss.total() == 0 && loss.rows() == 0) return Optional.empty();
    String last = loss.last().map(at -> ", last " + When.ago(at, now)).orElse("");
    if (loss.total() == 0) return Optional.of("lost: " + rows(loss) + last);
    String reasons =
        new TreeMap<>(loss.incidents()).entrySet().stream()
            .map(LossText::reason).collect(Collectors.joining(", "));
    String rows = loss.rows() == 0 ? "" : "; " + rows(loss);
    return Optional.of(
        "lost: " + Amount.count(loss.total(), "incident", "incidents") + " (" + reasons + ")" + rows
            + last);
  }

  private static String reason(Map.Entry<String, Long> counted) {
    return counted.getKey() + " " + Amount.number(counted.getValue());
  }

  private static String rows(Loss loss) {
    return "the small row of " + Amount.count(loss.rows(), "exchange", "exchanges");
  }

  private LossText() {}
}
