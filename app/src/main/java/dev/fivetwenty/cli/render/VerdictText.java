package dev.fivetwenty.cli.render;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.util.LinkedHashSet;
import java.util.List;

/// A judgement for people: the cause first, then the proof, who must act, what to do, how to see it
/// again.
public final class VerdictText {

  private static final int LABEL_WIDTH = 11;

  private static final int TEXT_WIDTH = Lines.WIDTH - LABEL_WIDTH - 4;

  private static final String INDENT = "  ";

  /// Glitches shown; more are counted.
  private static final int MAX_GLITCHES = 8;

  private final Style style;
  private final StringBuilder out = new StringBuilder(2048);

  public VerdictText(Style style) {
    this.style = style;
  }

  public String of(Judged judged) {
    Judgement judgement = judged.judgement();
    if (judgement.verdict().isPresent()) fault(judgement.verdict().get(), judged);
    else if (judgement.unfinished().isPresent()) unfinished(judgement.unfinished().get(), judged);
    else sound(judged);
    return out.toString();
  }

  private void unfinished(Unfinished unfinished, Judged judged) {
    out.append(style.bold(Summary.of(unfinished))).append("\n\n");
    entries("seen", EvidenceText.lines(unfinished.pending().evidence()));
    soFar(judged);
  }

  private void fault(Verdict verdict, Judged judged) {
    headline(Judged.headline(verdict, judged.condition()), Summary.headline(verdict));
    entry("means", meaning(verdict));
    entries("proof", EvidenceText.lines(verdict.evidence()));
    entry("who", who(verdict.party()) + " (stage " + verdict.stage().slug() + ")");
    if (verdict.headCommitted()) {
      entry("note", "the head was complete, so an edge had already passed its status on");
    }
    glitches(verdict.glitches());
    judged.reply().ifPresent(reply -> headroom(reply));
    findings(judged);
    entry("profile", profile(judged.profile()));
    out.append('\n');
    bytes(verdict, judged.received());
    advice(verdict, judged);
  }

  /// What happened stands on a line of its own where both do not fit into one.
  private void headline(String head, String summary) {
    boolean fits = head.length() + 2 + summary.length() <= Lines.WIDTH;
    out.append(style.bad(head)).append(fits ? ": " : ":\n  ").append(style.bold(summary))
        .append("\n\n");
  }

  private void sound(Judged judged) {
    String what = judged.reply().flatMap(WireReport::head).map(VerdictText::statusLine).orElse("");
    out.append(style.good("no fault"));
    if (!what.isEmpty()) out.append(": ").append(what);
    out.append("\n\n");
    soFar(judged);
  }

  private void soFar(Judged judged) {
    judged.reply().ifPresent(this::headroom);
    judged.reply().filter(reply -> reply.head().isPresent()).ifPresent(this::content);
    glitches(judged.judgement().glitches());
    findings(judged);
    entry("profile", profile(judged.profile()));
  }

  private static String statusLine(ResponseHead head) {
    return Shown.text(head.version()) + " " + head.status() + " " + Shown.text(head.reason(), 64);
  }

  private static String meaning(Verdict verdict) {
    Family family = verdict.cause().family();
    boolean documented = family.ordinal() <= Family.HEADERS_MISSING.ordinal();
    return documented
        ? family.title() + ": one of the five things that a 520 stands for"
        : family.title();
  }

  private static String who(Party party) {
    return switch (party) {
      case ORIGIN -> "the origin must act";
      case NETWORK -> "what lies between edge and origin: a firewall, a route, a resolver";
      case EDGE -> "the edge must act";
      case CLIENT -> "the client must act";
      case UNKNOWN -> "nobody can say yet";
    };
  }

  private static String profile(Profile profile) {
    return profile.name() + " (" + profile.dated() + "): " + profile.summary();
  }

  private void headroom(WireReport reply) {
    if (reply.sectionBytes() == 0) return;
    var line = new StringBuilder();
    if (!reply.sectionWhole()) line.append("at least ");
    line.append(Amount.bytes(reply.sectionBytes())).append(" in ")
        .append(Amount.count(reply.fieldCount(), "field", "fields")).append("; room for");
    String separator = " ";
    for (Profile profile : Profile.builtIn()) {
      Limits limits = profile.limits();
      line.append(separator).append(Amount.number(limits.headerSection())).append(" (")
          .append(profile.name()).append(')');
      separator = ", ";
    }
    entry("headers", line.toString());
  }

  private void content(WireReport reply) {
    boolean open = reply.reached() != Reached.COMPLETE && reply.ending() == Ending.OPEN;
    entry("content", Amount.bytes(reply.contentBytes()) + (open ? " so far" : "") + ", framing "
        + Names.kebab(reply.framing()));
  }

  private void glitches(List<Violation> glitches) {
    List<String> shown =
        glitches.stream().limit(MAX_GLITCHES).map(VerdictText::glitch).toList();
    entries("tolerated", shown);
    int more = glitches.size() - shown.size();
    if (more > 0) entry("", "and " + more + " more");
  }

  private static String glitch(Violation violation) {
    return violation.rule().slug() + " at byte " + violation.offset() + " ("
        + violation.rule().section() + ")";
  }

  /// Each with what to do first, and its page; unless the fix of the verdict is the same.
  private void findings(Judged judged) {
    List<Cause> told = judged.verdict().isPresent() ? judged.toMend() : List.of();
    for (Finding finding : judged.judgement().findings()) {
      Cause cause = finding.cause();
      String name = finding.severity() == Finding.Severity.WARNING ? "warning" : "finding";
      entry(name, cause.slug() + ": " + Shown.text(finding.summary()));
      if (told.contains(cause)) continue;
      for (String step : judged.counsel().brief(cause)) entry("", "fix: " + step, INDENT);
      entry("", "more: " + Counsel.page(cause), INDENT);
    }
  }

  private void bytes(Verdict verdict, byte[] received) {
    if (verdict.offset().isEmpty() || received.length == 0) return;
    long offset = verdict.offset().getAsLong();
    if (offset > received.length) {
      out.append("  byte ").append(offset).append(" lies behind the ")
          .append(Amount.bytes(received.length)).append(" kept\n\n");
      return;
    }
    String what = offset == received.length ? "the end, byte " : "byte ";
    out.append(new HexView(received, style).around(offset, what + offset)).append('\n');
  }

  private void advice(Verdict verdict, Judged judged) {
    entries("fix", judged.remedy());
    String label = "reproduce";
    for (String command : List.of(judged.reproduce().curl(), judged.reproduce().lab())) {
      if (command.isEmpty()) continue;
      part(label, command);
      label = "";
    }
    var pages = new LinkedHashSet<>(judged.toMend());
    pages.add(verdict.cause());
    entries("more", pages.stream().map(Counsel::page).toList());
  }

  private void entries(String name, List<String> lines) {
    String label = name;
    for (String line : lines) {
      entry(label, line);
      label = "";
    }
  }

  private void entry(String name, String text) {
    entry(name, text, "");
  }

  private void entry(String name, String text, String start) {
    String label = name;
    String indent = start;
    for (String part : Lines.wrapped(text, TEXT_WIDTH - start.length())) {
      part(label, indent + part);
      label = "";
      indent = start + INDENT;
    }
  }

  /// Prints one line however long it is: a command must stay one that can be copied.
  private void part(String name, String line) {
    String label = name + " ".repeat(LABEL_WIDTH - name.length());
    out.append("  ").append(style.faint(label)).append(line).append('\n');
  }
}
