package dev.fivetwenty.cli.story;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of an exchange of which no incident is stored.
public final class LedgerText {

  /// An incident is stored later than its row: what is missing so soon is not lost.
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  private final Entries out;
  private final Instant now;

  public LedgerText(Entries out, Instant now) {
    this.out = out;
    this.now = now;
  }

  /// Prints the small row of an exchange.
  public void print(String ray, Seen seen, Loss loss) {
    String status = seen.status() == 0 ? "no answer" : String.valueOf(seen.status());
    if (seen.cause().isEmpty()) {
      out.goodHeadline(status, switch (seen.fate()) {
        case SUCCEEDED -> "the exchange succeeded";
        case KEPT_COPY -> "the visitor saw a kept copy, since the origin had failed a moment before";
        default -> "the exchange did not fail";
      });
    } else {
      String what = Cause.bySlug(seen.cause()).map(Cause::summary).orElse("it failed");
      out.headline(status + " " + seen.cause(), what);
    }
    out.entry("when", When.exactly(seen.at()) + ", " + When.ago(seen.at(), now) + "; Ray ID "
        + Shown.text(ray));
    out.entry("kept", fate(seen, loss));
    if (!seen.cause().isEmpty()) out.entry("more", "fivetwenty causes " + seen.cause());
    if (!seen.group().isEmpty()) {
      out.entry("alike", "fivetwenty incidents --list --group " + seen.group());
    }
  }

  private String fate(Seen seen, Loss loss) {
    return switch (seen.fate()) {
      case SUCCEEDED -> "this line only: of an exchange that went well nothing else is kept";
      case KEPT_COPY -> "this line only: no origin was asked; what it fails with is in the incidents of other visitors";
      case STORED, EXPIRED -> "no longer: the incident was removed by age, number or size "
          + "(recorder.keep_for, recorder.max_size)";
      case NOT_KEPT -> "no: recording was off, or the configuration leaves such exchanges out";
      case DROPPED -> dropped(seen, loss);
    };
  }

  private String dropped(Seen seen, Loss loss) {
    boolean isSoon = seen.at().isAfter(now.minus(ON_ITS_WAY));
    if (isSoon) return "not yet: what is kept is stored within two seconds; ask again";
    return "no: it was worth keeping, and the recorder lost it"
        + (loss.total() == 0 ? "" : ", for one of the reasons below");
  }

  /// Prints that nothing is known, and since when something would be.
  ///
  /// @param isBeginning what was given is too short for an ID: the ledger knows whole ones only
  public void printUnknown(String ray, boolean isBeginning, Optional<Instant> since) {
    String head = isBeginning ? "no incident's Ray ID begins with " : "never seen: ";
    out.lines(out.style().bold(head + Shown.text(ray, 120)) + "\n\n");
    if (isBeginning) {
      out.entry(
          "but", "an exchange that succeeded, or was not kept, is found by its whole Ray ID only");
    }
    if (since.isEmpty()) {
      out.entry("since", "this store has seen no exchange yet");
    } else {
      out.entry(
          "since", "exchanges are remembered since " + When.toTheSecond(since.get())
              + " UTC; an older one is forgotten");
    }
    out.entry(
        "perhaps", "it went through another edge (--data DIR), it was mistyped, or it is an ID of a CDN "
            + "whose edge does not come to this one");
  }
}
