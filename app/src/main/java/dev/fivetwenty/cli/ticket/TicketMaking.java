package dev.fivetwenty.cli.ticket;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.HarFiles;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.ticket.account.Account;
import dev.fivetwenty.cli.ticket.account.Addressed;
import dev.fivetwenty.cli.ticket.account.Hiding;
import dev.fivetwenty.cli.ticket.account.Occurrence;
import dev.fivetwenty.cli.ticket.source.Prepared;
import dev.fivetwenty.cli.ticket.source.TicketDraft;
import dev.fivetwenty.cli.ticket.source.TicketOptions;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.ticket.Audience;
import dev.fivetwenty.ticket.log.LogCleaner;
import dev.fivetwenty.ticket.log.LogFindings;
import dev.fivetwenty.ticket.log.LogSearch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Adds to what a source has what its owner gives beside it, and writes the ticket.
public final class TicketMaking {

  private final TicketOptions options;
  private final Console console;
  private final InstantSource clock;

  public TicketMaking(TicketOptions options, Console console, InstantSource clock) {
    this.options = options;
    this.console = console;
    this.clock = clock;
  }

  public TicketWriting.Result make(Prepared prepared, Path target) {
    TicketDraft draft = prepared.draft();
    Audience audience = options.audience(draft.account(), prepared.proxiedOnly());
    var attached = new Attachments(draft.hiding(), options.keep(), console).of(options.attachments());
    var addressed =
        new Addressed(
            audience, options.text("--zone"), options.text("--impact"), clock.instant(),
            logs(draft.account(), draft.hiding()), options.zone(), prepared.curl(), prepared.trace());
    return new TicketWriting(target, addressed, options.keep())
        .write(draft, attached, audience == Audience.HOST);
  }

  private List<LogFindings> logs(Account account, Hiding hiding) {
    if (options.logs().isEmpty()) return List.of();
    List<Instant> times = account.occurrences().stream().map(Occurrence::at).toList();
    if (times.isEmpty()) throw new UsageProblem("--log: there is no time to look at");
    var search =
        new LogSearch(
            times, options.window(), options.zone(), account.matter().cause(), account.rays(),
            hiding.path(), new LogCleaner(hiding.tokens(), Ranges.published()));
    var findings = new ArrayList<LogFindings>();
    for (String file : options.logs()) findings.add(log(search, file));
    return findings;
  }

  private LogFindings log(LogSearch search, String file) {
    try (InputStream in = HarFiles.open(file, console)) {
      String name = file.equals("-") ? "standard input" : Path.of(file).getFileName().toString();
      return search.in(name, in);
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }
}
