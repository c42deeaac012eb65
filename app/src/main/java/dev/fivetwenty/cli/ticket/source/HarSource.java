package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.HarFiles;
import dev.fivetwenty.cli.har.HarRequest;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.ticket.account.Account;
import dev.fivetwenty.cli.ticket.account.HarAccount;
import dev.fivetwenty.cli.ticket.account.Hiding;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.diff.Diff;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.HostMap;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.diff.Verdict.Who;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.sanitise.Tokens;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ticket of two HAR files. They are sanitised first; only what is left is looked at.
public final class HarSource implements TicketSource {

  private final Values values;
  private final Console console;
  private final Timekeeper time;
  private final Tokens tokens = new Tokens();
  private final Sanitiser sanitiser;
  private final List<Path> aside = new ArrayList<>();

  public HarSource(Values values, Console console, Timekeeper time) {
    this.values = values;
    this.time = time;
    this.console = console;
    sanitiser = new Sanitiser(tokens, new TicketOptions(values).keep());
  }

  @Override
  public Prepared prepare() {
    if (values.words().size() != 1 || values.all("--har").size() != 1) {
      throw new UsageProblem("--har takes two files: --har DIRECT PROXIED");
    }
    Path direct = clean(values.last("--har", null));
    Path proxied = clean(values.words().getFirst());
    List<Side> here = read(direct);
    List<Side> there = read(proxied);
    if (Diff.areSwapped(here, there)) {
      throw HarFiles.swapped(values.last("--har", null), values.words().getFirst());
    }
    DiffReport report = Diff.between(here, there, new HostMap());
    if (report.pairs().isEmpty()) {
      throw new UsageProblem("both files are without entries: there is nothing to make a ticket of");
    }
    var excerpt = new HarExcerpt(report);
    var hiding = new Hiding(sanitiser, tokens);
    var told = new HarAccount(report);
    Optional<HarAgain> again = again(told, report, hiding);
    Account account = told.account(
        excerpt.isNeeded(direct) || excerpt.isNeeded(proxied),
        again.map(HarAgain::occurrences).orElse(List.of()), again.map(HarAgain::steps).orElse(List.of()));
    var draft =
        new TicketDraft(
            account, hiding, Optional.of(excerpt.direct(direct)),
            Optional.of(excerpt.proxied(proxied)), List.of());
    boolean proxiedOnly = report.verdict().who() == Who.PROXIED_ONLY;
    return new Prepared(draft, again.flatMap(HarAgain::curl), List.of(), proxiedOnly);
  }

  /// The request is taken from the file as it was given: what is hidden elsewhere is in it.
  private Optional<HarAgain> again(HarAccount told, DiffReport report, Hiding hiding) {
    boolean known = values.has("--origin") && told.entry() >= 0;
    if (!known) return Optional.empty();
    HarRequest request =
        HarRequest.read(values.last("--har", null), String.valueOf(told.entry()), console);
    return HarAgain.ask(request, report.verdict().cause(), values, console, time, hiding);
  }

  private Path clean(String file) {
    try (InputStream in = HarFiles.open(file, console)) {
      Path clean = Files.createTempFile("fivetwenty-", ".har");
      aside.add(clean);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(clean))) {
        sanitiser.sanitise(in, out);
      }
      return clean;
    } catch (BrokenHar broken) {
      throw HarFiles.broken(file, broken);
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }

  private static List<Side> read(Path clean) {
    try (InputStream in = Files.newInputStream(clean)) {
      return Diff.read(in);
    } catch (BrokenHar broken) {
      throw new UsageProblem(broken.getMessage());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void close() {
    try {
      for (Path path : aside) Files.deleteIfExists(path);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot delete what was set aside", problem);
    }
  }
}
