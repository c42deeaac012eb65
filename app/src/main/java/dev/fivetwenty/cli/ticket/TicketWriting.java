package dev.fivetwenty.cli.ticket;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.DiffPage;
import dev.fivetwenty.cli.har.HiddenValues;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.cli.ticket.account.Account;
import dev.fivetwenty.cli.ticket.account.Addressed;
import dev.fivetwenty.cli.ticket.account.Composition;
import dev.fivetwenty.cli.ticket.account.LogParts;
import dev.fivetwenty.cli.ticket.source.TicketDraft;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.diff.Diff;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.HostMap;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.ticket.HtmlForm;
import dev.fivetwenty.ticket.Leak;
import dev.fivetwenty.ticket.LeakCheck;
import dev.fivetwenty.ticket.Listed;
import dev.fivetwenty.ticket.Manifest;
import dev.fivetwenty.ticket.MarkdownForm;
import dev.fivetwenty.ticket.Page;
import dev.fivetwenty.ticket.TicketFile;
import dev.fivetwenty.ticket.TicketFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes the folder of a ticket: evidence first, then the page that lists it, then the manifest.
final class TicketWriting {

  static final String DIRECT = "direct.har";
  static final String PROXIED = "proxied.har";

  private final Path target;
  private final Addressed addressed;
  private final Keep keep;

  /// @param keep what its owner says may stay
  TicketWriting(Path target, Addressed addressed, Keep keep) {
    this.target = target;
    this.keep = keep;
    this.addressed = addressed;
  }

  /// What became of a ticket.
  ///
  /// @param leak why there is none
  /// @param summary the first line of the ticket
  public record Result(
      Manifest manifest, String summary, List<Listed> files, Optional<Path> zip, Optional<Leak> leak) {

    /// Returns the manifest as it was written.
    String json() {
      return manifest.text(files);
    }
  }

  /// @param attached files of the owner
  /// @param packed   make an archive beside the folder, too
  Result write(TicketDraft draft, List<TicketDraft.Part> attached, boolean packed) {
    try (TicketFolder folder = TicketFolder.begin(target)) {
      Account account = evidence(draft, folder);
      for (TicketDraft.Part part : attached) folder.write(part.file(), part.filler());
      pages(account, folder, draft);
      Manifest manifest = manifest(account);
      Optional<Leak> leak = folder.finish(manifest, new LeakCheck(draft.hiding().secrets(), keep));
      Optional<Path> zip =
          packed && leak.isEmpty() ? Optional.of(folder.zip(manifest)) : Optional.empty();
      return new Result(
          manifest, account.matter().headline() + ": " + account.matter().sentence(), folder.files(),
          zip, leak);
    } catch (IOException problem) {
      throw new UsageProblem("cannot write " + target + ": " + Problems.text(problem));
    }
  }

  private Account evidence(TicketDraft draft, TicketFolder folder) throws IOException {
    Account account = draft.account();
    if (draft.direct().isPresent()) {
      folder.write(new TicketFile(DIRECT, "HAR of the origin itself"), draft.direct().get());
    }
    if (draft.proxied().isPresent()) {
      folder.write(new TicketFile(PROXIED, "HAR of the same through the proxy"), draft.proxied().get());
    }
    if (draft.direct().isPresent() && draft.proxied().isPresent()) {
      DiffReport report = diff(folder);
      text(folder, draft, "diff.html", "what differs between both, side by side",
          new DiffPage(new HiddenValues(false)).of(DIRECT, PROXIED, report));
      account = account.compared(report.verdict().line());
    }
    for (TicketDraft.Part part : draft.files()) folder.write(part.file(), part.filler());
    if (!addressed.trace().isEmpty()) {
      String trace = String.join("\n", addressed.trace()) + "\n";
      text(folder, draft, "trace.txt", "what the proxy says of itself", trace);
    }
    if (!addressed.logs().isEmpty()) {
      text(folder, draft, "logs.txt", "lines of the origin's logs around the time",
          LogParts.lines(addressed.logs()));
    }
    return account;
  }

  private static DiffReport diff(TicketFolder folder) throws IOException {
    return Diff.between(sides(folder.path(DIRECT)), sides(folder.path(PROXIED)), new HostMap());
  }

  private static List<Side> sides(Path har) throws IOException {
    try (InputStream in = Files.newInputStream(har)) {
      return Diff.read(in);
    } catch (BrokenHar defect) {
      throw new IllegalStateException("a HAR of our own cannot be read", defect);
    }
  }

  private void pages(Account account, TicketFolder folder, TicketDraft draft) throws IOException {
    Page page = Composition.of(account, addressed, folder.files());
    text(folder, draft, "TICKET.md", "this text, to be pasted", MarkdownForm.of(page));
    text(folder, draft, "TICKET.html", "the same as a page", HtmlForm.of(page));
  }

  private static void text(
      TicketFolder folder, TicketDraft draft, String name, String what, String text) throws IOException {
    byte[] bytes = draft.hiding().text(text).getBytes(StandardCharsets.UTF_8);
    folder.write(new TicketFile(name, what), bytes);
  }

  private Manifest manifest(Account account) {
    return new Manifest(
        "fivetwenty " + Tool.VERSION, addressed.made(), addressed.audience(), account.source(),
        account.matter().cause().map(Cause::slug), account.matter().url(), account.rays());
  }
}
