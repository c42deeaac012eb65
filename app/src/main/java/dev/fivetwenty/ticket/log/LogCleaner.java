package dev.fivetwenty.ticket.log;

import dev.fivetwenty.har.sanitise.Forms;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.sanitise.Tokens;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Hides in a line of a log who asked and with what: addresses but for those of a CDN, queries,
/// users, cookies and credentials, whatever has the form of a secret.
///
/// Equal values become equal tokens, so that one can still see that a visitor comes back.
public final class LogCleaner {

  private static final Pattern QUERY = Pattern.compile("\\?([^\\s\"'<>]+)");

  private static final Pattern LOGIN = Pattern.compile("://([^/@\\s\"]{1,256})@");

  private static final Pattern IPV4 =
      Pattern.compile("(?<![0-9A-Za-z.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9A-Za-z]|\\.[0-9])");

  /// At least two colons, so that no time of day is taken for an address.
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f:]*::|(?:[0-9A-Fa-f]{1,4}:){7})"
              + "[0-9A-Fa-f:]{2,39}(?![0-9A-Za-z:])");

  /// The user of a line of an access log: the third word of the common log format, before the date.
  private static final Pattern USER =
      Pattern.compile("^(\\S{1,200} \\S{1,200} )([^\\s\\[]{1,200})( \\[[0-9]{1,2}/)");

  /// A field with credentials, up to the end of what quotes it.
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)\\b((?:set-)?cookie|(?:proxy-)?authorization|x-api-key|x-auth-token)"
              + "(\\\\?\"?\\s*[:=]\\s*\\\\?\"?)([^\"\\r\\n]+)");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b([a-z_-]{0,40}(?:passw(?:or)?d|passwd|pwd|secret|token|api_?key|session|sess_?id|sid"
              + "|auth|signature|csrf)[a-z_-]{0,20})"
              + "(\\\\?\"?\\s*(?:=>|[=:])\\s*\\\\?[\"']?)([^\\s\"'&,;]{3,})");

  private final Tokens tokens;
  private final Ranges edges;

  /// @param edges whose addresses stay: they are no visitors
  public LogCleaner(Tokens tokens, Ranges edges) {
    this.tokens = tokens;
    this.edges = edges;
  }

  public String clean(String line) {
    String clean = replaced(QUERY, line, hit -> "?" + query(hit.group(1)));
    clean = replaced(LOGIN, clean, hit -> "://" + hidden(hit.group(1)) + "@");
    clean = replaced(USER, clean, hit -> hit.group(1) + user(hit.group(2)) + hit.group(3));
    clean = replaced(FIELD, clean, hit -> hit.group(1) + hit.group(2) + hidden(hit.group(3)));
    clean = replaced(NAMED, clean, hit -> hit.group(1) + hit.group(2) + hidden(hit.group(3)));
    clean = replaced(IPV4, clean, hit -> address(hit.group()));
    clean = replaced(IPV6, clean, hit -> address(hit.group()));
    return Forms.without(clean, this::hidden);
  }

  /// Names of parameters stay; of a part without `=` nobody knows whether it is a name.
  private String query(String query) {
    return Arrays.stream(query.split("&", -1)).map(this::parameter).collect(Collectors.joining("&"));
  }

  private String parameter(String part) {
    int equals = part.indexOf('=');
    if (part.isEmpty()) return part;
    return equals < 0 ? hidden(part) : part.substring(0, equals + 1) + hidden(part.substring(equals + 1));
  }

  private static String replaced(
      Pattern pattern, String text, Function<MatchResult, String> change) {
    return pattern.matcher(text).replaceAll(hit -> Matcher.quoteReplacement(change.apply(hit)));
  }

  private String user(String name) {
    return name.equals("-") ? name : hidden(name);
  }

  private String hidden(String value) {
    boolean done = value.isEmpty() || Tokens.isInFile(value);
    return done ? value : tokens.inFile(value, value.length());
  }

  private String address(String text) {
    if (edges.of(text).isPresent() || isOfTheMachine(text)) return text;
    return isAddress(text) ? tokens.ofAddress(text) : text;
  }

  /// No name is looked up: the text has digits, dots and colons only.
  private static boolean isOfTheMachine(String text) {
    return text.startsWith("127.") || text.equals("::1") || text.equals("0.0.0.0") || text.equals("::");
  }

  private static boolean isAddress(String text) {
    try {
      return InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
