package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.har.BrowserError;
import dev.fivetwenty.ticket.Audience;
import dev.fivetwenty.ticket.Listed;
import dev.fivetwenty.ticket.Page.Code;
import dev.fivetwenty.ticket.Page.Fact;
import dev.fivetwenty.ticket.Page.Facts;
import dev.fivetwenty.ticket.Page.Items;
import dev.fivetwenty.ticket.Page.Part;
import dev.fivetwenty.ticket.Page.Section;
import dev.fivetwenty.ticket.Page.Steps;
import dev.fivetwenty.ticket.Page.Table;
import dev.fivetwenty.ticket.Page.Text;
import dev.fivetwenty.ticket.Page;
import dev.fivetwenty.ticket.Span;
import dev.fivetwenty.wire.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Words an account for its reader: what they are asked for first, then the proof, then the rest.
public final class Composition {

  /// Times shown; more are counted.
  private static final int MOST_TIMES = 8;

  private final Account account;
  private final Addressed addressed;
  private final List<Section> sections = new ArrayList<>();

  private Composition(Account account, Addressed addressed) {
    this.account = account;
    this.addressed = addressed;
  }

  /// @param files that lie beside the page
  public static Page of(Account account, Addressed addressed, List<Listed> files) {
    return new Composition(account, addressed).page(files);
  }

  private Page page(List<Listed> files) {
    add("What happened", new Facts(facts()));
    times();
    add("Expected and actual", new Facts(expected()));
    if (!account.steps().isEmpty()) add("Steps to reproduce", new Steps(account.steps()));
    evidence();
    if (isForHost()) section("Where to look", new WhereToLook(account).parts());
    if (!addressed.logs().isEmpty()) {
      section("What the origin's logs say", new LogParts(account, addressed).parts());
    }
    table("What was ruled out", account.ruledOut());
    table("What else was noticed", account.noticed());
    table("What was not found out", account.open());
    boolean mend = isForHost() && !account.remedy().isEmpty();
    if (mend) add("What helps", new Items(account.remedy()));
    if (!isForHost()) section("What a CDN's support asks for", new Requested(account, addressed).parts());
    section("Files", new FileParts(addressed.audience()).parts(files));
    String made = "Made at " + Times.toTheSecond(addressed.made()) + " by fivetwenty " + Tool.VERSION + ".";
    add("What is hidden", new Text(HIDDEN + " " + made));
    return new Page(title(), lead(), sections);
  }

  private static final String HIDDEN =
      "Values that could be secret are replaced by tokens such as `~3f9a51c2d0e1~44~`: a keyed hash and "
          + "the length. Equal values have equal tokens in every file of this ticket. In raw bytes an "
          + "asterisk stands for a covered octet. Who made this ticket has the values.";

  private boolean isForHost() {
    return addressed.audience() == Audience.HOST;
  }

  private void add(String heading, Part... parts) {
    sections.add(new Section(heading, parts));
  }

  private void section(String heading, List<Part> parts) {
    if (!parts.isEmpty()) sections.add(new Section(heading, parts));
  }

  private String title() {
    String place = account.matter().url().replaceFirst("\\?.*", "");
    return Span.plain(account.matter().headline()) + " at " + Span.code(place);
  }

  /// Says whose it is, before anything else.
  private String lead() {
    Account.Matter matter = account.matter();
    String what = Span.plain(upper(sentence())) + ".";
    Party party = matter.cause().map(c -> matter.verdict().map(Verdict::party).orElse(c.party()))
        .orElse(Party.UNKNOWN);
    if (isOfTheProxy()) return what + " Asked directly, the origin answers this request soundly.";
    if (isThroughTheProxyOnly()) return what;
    return switch (party) {
      case ORIGIN -> isForHost() || failsOnOneSide()
          ? what + " It was seen on a connection to the origin itself."
          : what + " The origin does this by itself; a proxy in front of it can only say so.";
      case NETWORK -> what + " Something between the edge and the origin must be changed.";
      case EDGE -> what + " The edge or its configuration must be changed.";
      case CLIENT -> what + " The request itself must be changed.";
      case UNKNOWN -> what;
    };
  }

  /// True where nothing is known but that the origin, asked directly, is sound: nobody is blamed.
  private boolean isOfTheProxy() {
    Account.Matter matter = account.matter();
    return matter.verdict().isEmpty() && matter.cause().equals(Optional.of(Cause.DIFFERS_THROUGH_PROXY));
  }

  /// The comparison of both files begins so where they do not fail alike.
  private boolean failsOnOneSide() {
    return account.comparison().startsWith("fails ");
  }

  private boolean isThroughTheProxyOnly() {
    return account.comparison().startsWith("fails through");
  }

  private String sentence() {
    Account.Matter matter = account.matter();
    return matter.sentence().isEmpty() ? matter.headline() : matter.sentence();
  }

  /// Returns values as code, with commas between them.
  static String codes(List<String> values) {
    return values.stream().map(Span::code).collect(Collectors.joining(", "));
  }

  private static String upper(String sentence) {
    return sentence.isEmpty() ? "" : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private static String lower(String title) {
    return Character.toLowerCase(title.charAt(0)) + title.substring(1);
  }

  private List<Fact> facts() {
    Account.Matter matter = account.matter();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Request", Span.code(matter.method() + " " + matter.url())));
    if (!matter.origin().isEmpty()) facts.add(new Fact("Origin", Span.code(matter.origin())));
    matter.cause().ifPresent(cause -> {
      facts.add(new Fact("Cause", Span.code(cause.slug()) + ": " + lower(cause.family().title())));
      if (!isOfTheProxy() && !isThroughTheProxyOnly()) facts.add(new Fact("Must act", matter.verdict().map(Verdict::party).orElse(cause.party()).slug()));
    });
    matter.verdict().ifPresent(v -> facts.add(new Fact("Stage", v.stage().slug())));
    if (!account.rays().isEmpty()) {
      facts.add(new Fact("Ray IDs", codes(account.rays())));
    }
    if (!account.comparison().isEmpty()) {
      facts.add(new Fact("Direct and proxied", Span.plain(account.comparison())));
    }
    if (!account.software().isEmpty()) {
      facts.add(new Fact("Software", codes(account.software())));
    }
    facts.add(new Fact("Limits applied", matter.profile().map(Profile::name).orElse("as in the files")));
    if (!addressed.zone().isEmpty()) facts.add(new Fact("Zone", Span.code(addressed.zone())));
    if (!addressed.impact().isEmpty()) facts.add(new Fact("Impact", Span.code(addressed.impact())));
    return facts;
  }

  private void times() {
    var parts = new ArrayList<Part>();
    if (!account.frequency().isEmpty()) parts.add(new Text(upper(account.frequency()) + "."));
    List<Occurrence> all = account.occurrences();
    if (!all.isEmpty()) {
      parts.add(
          new Table(
              List.of("Time", "Asked", "Came to", "Ray ID"),
              shown(all).stream().map(Composition::row).toList()));
    }
    int more = all.size() - MOST_TIMES;
    if (more > 0) parts.add(new Text("and " + more + " more."));
    section("When and how often", parts);
  }

  /// Those with a Ray ID, which others can look up, and the first of the rest, in order.
  private static List<Occurrence> shown(List<Occurrence> all) {
    return all.stream()
        .sorted(Comparator.comparing((Occurrence o) -> o.ray().isEmpty())).limit(MOST_TIMES)
        .sorted(Comparator.comparing(Occurrence::at)).toList();
  }

  private static List<String> row(Occurrence one) {
    return List.of(Times.exactly(one.at()), one.where(), Span.code(one.what()), Span.code(one.ray()));
  }

  private List<Fact> expected() {
    Account.Matter matter = account.matter();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Expected", Expectation.of(matter.cause(), matter.profile())));
    facts.add(new Fact("Actual", Span.plain(sentence())));
    errors().ifPresent(text -> facts.add(new Fact("Error text", text)));
    return facts;
  }

  /// Returns the words that others have for it.
  private Optional<String> errors() {
    var said = new ArrayList<String>();
    account.matter().cause().filter(Cause::isFault).map(Composition::visitors).ifPresent(said::add);
    addressed.curl().filter(run -> run.exitCode() != 0 && !run.said().isEmpty())
        .map(run -> "curl: (" + run.exitCode() + ") " + run.said())
        .ifPresent(text -> said.add("curl says " + Span.code(text)));
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
  }

  /// Browsers read what an edge refuses: a reply without a status code is a page to them.
  private static String visitors(Cause cause) {
    return switch (cause.family()) {
      case EMPTY_REPLY, RESET_AFTER_HANDSHAKE, INCOMPLETE_CONTENT, TIMEOUT, CONNECT, NAME_RESOLUTION, TLS ->
          "a browser says " + Span.code(BrowserError.of(cause));
      default -> "through an edge, error " + cause.status(Presentation.EDGE_52X)
          + "; a browser that asks the origin itself may show the reply as if it were sound";
    };
  }

  private void evidence() {
    var parts = new ArrayList<Part>();
    if (!account.evidence().isEmpty()) {
      parts.add(new Items(account.evidence().stream().map(Span::plain).toList()));
    }
    if (!account.bytes().isEmpty()) parts.add(new Code(account.bytes()));
    section(isForHost() ? "Proof" : "Evidence", parts);
  }

  private void table(String heading, List<Told> told) {
    if (told.isEmpty()) return;
    add(
        heading,
        new Table(
            List.of("Question", "Answer"),
            told.stream().map(t -> List.of(t.question(), Span.plain(t.answer()))).toList()));
  }

  static String size(long bytes) {
    return bytes < 10_000 ? Amount.bytes(bytes) : Amount.number(bytes / 1000) + " kB";
  }
}
