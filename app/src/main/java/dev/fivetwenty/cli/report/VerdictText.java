package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.render.EvidenceText;
import dev.fivetwenty.cli.render.HexView;
import dev.fivetwenty.cli.render.Names;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.recorder.KeptBytes;
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

  /// Glitches shown; more are counted.
  private static final int MAX_GLITCHES = 8;

  /// What stands in a command where a value is covered.
  private static final String HIDDEN = "***";

  private final Entries out;

  public VerdictText(Style style) {
    this(new Entries(style));
  }

  /// @param out takes what is printed, between what others print
  public VerdictText(Entries out) {
    this.out = out;
  }

  public String of(Judged judged) {
    Judgement judgement = judged.judgement();
    if (judgement.verdict().isPresent()) fault(judgement.verdict().get(), judged);
    else if (judgement.unfinished().isPresent()) unfinished(judgement.unfinished().get(), judged);
    else sound(judged);
    return out.text();
  }

  private void unfinished(Unfinished unfinished, Judged judged) {
    out.lines(out.style().bold(Summary.of(unfinished))).blank().blank();
    out.entries("seen", EvidenceText.lines(unfinished.pending().evidence()));
    soFar(judged);
  }

  private void fault(Verdict verdict, Judged judged) {
    out.headline(Judged.headline(verdict, judged.condition()), Summary.headline(verdict));
    out.entry("means", meaning(verdict));
    out.entries("proof", EvidenceText.lines(verdict.evidence()));
    out.entry("who", who(verdict));
    rest(verdict, judged);
    out.blank();
    bytes(verdict, judged.received());
    advice(verdict, judged);
  }

  /// Prints what proves the verdict, where what it is and who must act stand already.
  public void proof(Verdict verdict, Judged judged) {
    out.entry("means", meaning(verdict));
    out.entries("proof", EvidenceText.lines(verdict.evidence()));
    rest(verdict, judged);
  }

  private void rest(Verdict verdict, Judged judged) {
    long start = judged.reply().map(WireReport::start).orElse(0L);
    if (start > 0 && verdict.offset().isPresent()) {
      out.entry("counted", "from the first byte of the connection; this reply began at byte " + start);
    }
    if (verdict.headCommitted()) {
      out.entry("note", "the head was complete, so an edge had already passed its status on");
    }
    glitches(verdict.glitches());
    judged.reply().ifPresent(this::headroom);
    findings(judged);
    out.entry("profile", profile(judged.profile()));
  }

  private void sound(Judged judged) {
    String what = judged.reply().flatMap(WireReport::head).map(VerdictText::statusLine).orElse("");
    boolean kept = judged.judgement().findings().stream().anyMatch(f -> f.cause() == Cause.KEPT_COPY);
    String headline = kept ? out.style().warning("a kept copy") : out.style().good("no fault");
    out.lines(headline + (what.isEmpty() ? "" : ": " + what)).blank().blank();
    soFar(judged);
  }

  /// Prints what is known of a reply that has no fault.
  public void soFar(Judged judged) {
    judged.reply().ifPresent(this::headroom);
    judged.reply().filter(reply -> reply.head().isPresent()).ifPresent(this::content);
    glitches(judged.judgement().glitches());
    findings(judged);
    out.entry("profile", profile(judged.profile()));
  }

  /// Returns the first line of a reply.
  public static String statusLine(ResponseHead head) {
    return Shown.text(head.version()) + " " + head.status() + " " + Shown.text(head.reason(), 64);
  }

  private static String meaning(Verdict verdict) {
    Family family = verdict.cause().family();
    boolean documented = family.ordinal() <= Family.HEADERS_MISSING.ordinal();
    return documented
        ? family.title() + ": one of the five things that a 520 stands for"
        : family.title();
  }

  /// Returns who must act, and in which stage it broke.
  public static String who(Verdict verdict) {
    return who(verdict.cause(), verdict.party()) + " (stage " + verdict.stage().slug() + ")";
  }

  /// Nobody sees from afar whether a reset came from the host or from what stands before it.
  private static String who(Cause cause, Party party) {
    boolean either = cause == Cause.CONN_RST_BEFORE_REQUEST && party == Party.NETWORK;
    return either ? "the origin, or what stands before it: a firewall, a load balancer" : who(party);
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
    out.entry("headers", line.toString());
  }

  private void content(WireReport reply) {
    boolean open = reply.reached() != Reached.COMPLETE && reply.ending() == Ending.OPEN;
    out.entry("content", Amount.bytes(reply.contentBytes()) + (open ? " so far" : "") + ", framing "
        + Names.kebab(reply.framing()));
  }

  private void glitches(List<Violation> glitches) {
    List<String> shown =
        glitches.stream().limit(MAX_GLITCHES).map(VerdictText::glitch).toList();
    out.entries("tolerated", shown);
    int more = glitches.size() - shown.size();
    if (more > 0) out.entry("", "and " + more + " more");
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
      out.entry(name, cause.slug() + ": " + Shown.text(finding.summary()));
      if (told.contains(cause)) continue;
      for (String step : judged.counsel().brief(cause)) out.below("fix: " + step);
      out.below("more: " + Counsel.page(cause));
    }
  }

  /// Prints the bytes around the one that is to blame, or says that they were not kept.
  public void bytes(Verdict verdict, KeptBytes received) {
    if (verdict.offset().isEmpty() || received.total() == 0) return;
    long offset = verdict.offset().getAsLong();
    boolean atEnd = offset == received.total();
    if (offset > received.total()) {
      out.lines("  byte " + offset + " lies behind the " + Amount.bytes(received.total())
          + " kept\n\n");
    } else if (!isKept(received, atEnd ? offset - 1 : offset)) {
      out.lines("  byte " + offset + " is not among those that were kept\n\n");
    } else {
      String what = (atEnd ? "the end, byte " : "byte ") + offset;
      out.lines(new HexView(received, out.style()).around(offset, what)).blank();
    }
  }

  private static boolean isKept(KeptBytes bytes, long offset) {
    return bytes.pieces().stream().anyMatch(p -> offset >= p.offset() && offset < p.end());
  }

  private void advice(Verdict verdict, Judged judged) {
    advice(
        verdict, judged, List.of(judged.reproduce().curl(), judged.reproduce().lab()));
  }

  /// Prints what to do, and the commands that show it again.
  public void advice(Verdict verdict, Judged judged, List<String> commands) {
    out.entries("fix", judged.remedy());
    out.commands("reproduce", commands);
    if (commands.stream().anyMatch(c -> c.contains(HIDDEN))) out.entry("", Discretion.NOTE);
    var pages = new LinkedHashSet<>(judged.toMend());
    pages.add(verdict.cause());
    out.entries("more", pages.stream().map(Counsel::page).toList());
  }
}
