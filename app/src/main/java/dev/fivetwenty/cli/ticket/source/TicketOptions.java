package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.KeepRules;
import dev.fivetwenty.cli.option.Numbers;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.ticket.account.Account;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.ticket.Audience;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// What a ticket is to be, beside what it is made from.
public record TicketOptions(Values values) {

  public static final String HELP =
      """
      The ticket:
        -o, --out DIR             its folder (default ticket-TIME here); DIR.zip is made beside it
            --for WHO             host: whoever runs the origin; cdn: the support of the CDN
                                  (default: who must act)
            --zone NAME           the zone's name or ID at the CDN
            --impact TEXT         who suffers from it, and how much
            --log FILE            lines of this log of the origin around the time, plain or gzip; may be
                                  repeated
            --log-zone ZONE       of times in logs that name none, for example Europe/Berlin
            --log-window SECONDS  before and after each time (default 30)
            --attach FILE         this file, too: text and HAR sanitised, images and packet captures as
                                  they are; may be repeated
            --keep KIND:NAME      what may stay beside what is known to be harmless, as in har sanitise, for
                                  example query:page
            --no-curl             do not run the curl line to see whether it shows the fault
      """;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'ticket-'yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Duration WINDOW = Duration.ofSeconds(30);

  private static final double MAX_WINDOW_SECONDS = 3600;

  /// More would be a text of its own.
  private static final int MAX_TEXT = 500;

  public Path folder(Instant now) {
    String given = values.last("--out", null);
    return Path.of(given == null ? NAME.format(now) : given);
  }

  /// Returns whom it is for: who was named, else who must act.
  public Audience audience(Account account, boolean proxiedOnly) {
    String given = values.last("--for", null);
    if (given != null) return audience(given);
    boolean edge =
        account.matter().verdict().filter(v -> v.party() == Party.EDGE).isPresent() || proxiedOnly;
    return edge ? Audience.CDN : Audience.HOST;
  }

  private static Audience audience(String given) {
    return Audience.bySlug(given)
        .orElseThrow(() -> new UsageProblem("--for takes host or cdn, not " + given));
  }

  /// Checks what could be wrong before anything is asked.
  public void check() {
    String audience = values.last("--for", null);
    if (audience != null) audience(audience);
    zone();
    window();
    keep();
    text("--zone");
    text("--impact");
  }

  public Keep keep() {
    return KeepRules.of(values.all("--keep"));
  }

  public String text(String option) {
    String text = values.last(option, "").strip();
    if (text.length() <= MAX_TEXT) return text;
    throw new UsageProblem(option + " takes at most " + MAX_TEXT + " characters");
  }

  public List<String> logs() {
    return values.all("--log");
  }

  public List<String> attachments() {
    return values.all("--attach");
  }

  public ZoneId zone() {
    String given = values.last("--log-zone", null);
    try {
      return given == null ? ZoneId.systemDefault() : ZoneId.of(given);
    } catch (DateTimeException _) {
      throw new UsageProblem(
          "--log-zone takes a zone such as Europe/Berlin, UTC or +02:00, not " + given);
    }
  }

  public Duration window() {
    double seconds =
        Numbers.positive(
            "--log-window", values.last("--log-window", null), WINDOW.toSeconds(), MAX_WINDOW_SECONDS);
    return Duration.ofMillis((long) (seconds * 1000));
  }

  public boolean runsCurl() {
    return !values.has("--no-curl");
  }
}
