package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.cause.Family;
import dev.fivetwenty.ticket.Page.Items;
import dev.fivetwenty.ticket.Page.Part;
import dev.fivetwenty.ticket.Page.Table;
import dev.fivetwenty.ticket.Page.Text;
import dev.fivetwenty.ticket.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a CDN's support asks for, each with where it is; what only the owner can add is said so.
final class Requested {

  private static final String YOURS = "to be added by you";

  private final Account account;
  private final Addressed addressed;

  Requested(Account account, Addressed addressed) {
    this.account = account;
    this.addressed = addressed;
  }

  List<Part> parts() {
    var rows = new ArrayList<List<String>>();
    rows.add(row("Times in UTC", account.occurrences().isEmpty() ? YOURS : "under When and how often"));
    rows.add(row("Zone name or ID", given(addressed.zone())));
    rows.add(row("Frequency", account.frequency().isEmpty() ? YOURS : account.frequency()));
    rows.add(row("Whole URL", Span.code(account.matter().url())));
    rows.add(row("Ray IDs", rays()));
    rows.add(row("Steps, expected and actual", "under their headings"));
    rows.add(row("Exact error text", "under Expected and actual; a screenshot of the page is " + YOURS));
    rows.add(row("HAR files", account.comparison().isEmpty()
        ? "`direct.har`; one through the proxy is " + YOURS : "`direct.har` and `proxied.har`"));
    rows.add(row("The proxy's trace", addressed.trace().isEmpty() ? trace() : "`trace.txt`"));
    rows.add(row("Origin logs", addressed.logs().isEmpty() ? YOURS : "`logs.txt`"));
    String run = addressed.curl().isPresent() ? "under Steps to reproduce" : YOURS;
    rows.add(row("curl against the origin", run));
    capture().ifPresent(text -> rows.add(row("Beyond that", text)));
    rows.add(row("Priority and impact", given(addressed.impact())));
    var parts = new ArrayList<Part>();
    parts.add(new Table(List.of("Asked for", "Where it is"), rows));
    if (!addressed.trace().isEmpty()) {
      parts.add(new Text("The trace, as the proxy gave it:"));
      parts.add(new Items(addressed.trace().stream().map(Span::code).toList()));
    }
    return parts;
  }

  private static List<String> row(String asked, String where) {
    return List.of(asked, where);
  }

  private static String given(String text) {
    return text.isEmpty() ? YOURS : Span.code(text);
  }

  private String rays() {
    return account.rays().isEmpty()
        ? YOURS + ": it stands on the error page and in `CF-Ray`"
        : Composition.codes(account.rays());
  }

  private String trace() {
    String url = account.matter().url();
    int path = url.indexOf('/', url.indexOf("://") + 3);
    String site = path < 0 ? url : url.substring(0, path);
    return YOURS + ": " + Span.code("curl -s " + site + "/cdn-cgi/trace");
  }

  /// Files name no origin; it listens where the URL says, as far as is known.
  private String urlPort() {
    var authority = Pattern.compile("^(https?)://[^/?#]*?(?::(\\d+))?(?:[/?#]|$)").matcher(account.matter().url());
    if (!authority.find()) return "443";
    if (authority.group(2) != null) return authority.group(2);
    return authority.group(1).equals("https") ? "443" : "80";
  }

  /// What helps where packets are lost, or where bytes alone do not tell.
  private Optional<String> capture() {
    Optional<Family> family = account.matter().cause().map(c -> c.family());
    if (family.isEmpty()) return Optional.empty();
    String origin = account.matter().origin().replaceFirst(".*:", "");
    String port = origin.isEmpty() ? urlPort() : origin;
    return Optional.ofNullable(
        switch (family.get()) {
          case CONNECT -> YOURS + ": `mtr -rwc 50` from the origin to an address of the CDN and back";
          case RESET_AFTER_HANDSHAKE, EMPTY_REPLY, TIMEOUT, TLS ->
              YOURS + ": a packet capture at the origin, "
                  + Span.code("tcpdump -s 0 -w origin.pcap tcp port " + port);
          default -> null;
        });
  }
}
