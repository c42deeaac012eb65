package dev.fivetwenty.lab.scenario;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The request that shows a scenario.
///
/// @param fields  field lines to add, for example `Upgrade: websocket`
/// @param content bytes of request content, 0 for none
public record Ask(String method, List<String> fields, int content) {

  private static final Pattern PADDED = Pattern.compile("([^\"$`\\\\]*?)(x{100,})");

  public static final Ask GET = new Ask("GET", List.of(), 0);
  public static final Ask HEAD = new Ask("HEAD", List.of(), 0);

  public Ask {
    fields = List.copyOf(fields);
  }

  public static Ask with(String... fields) {
    return new Ask("GET", List.of(fields), 0);
  }

  public static Ask posting(int content) {
    return new Ask("POST", List.of("Expect:"), content);
  }

  /// Returns what stands before the program's name on a command line.
  String pipe() {
    return content == 0 ? "" : "head -c " + content + " /dev/zero | ";
  }

  /// Returns the options, each with a leading space, as curl spells them.
  String options() {
    var text = new StringBuilder();
    if (method.equals("HEAD")) text.append(" --head");
    if (content > 0) text.append(" --data-binary @-");
    for (String field : fields) text.append(" -H ").append(quoted(field));
    return text.toString();
  }

  /// Thousands of letters are made by the shell.
  private static String quoted(String field) {
    Matcher padded = PADDED.matcher(field);
    return padded.matches()
        ? "\"%s$(head -c %d /dev/zero | tr '\\0' x)\""
            .formatted(padded.group(1), padded.group(2).length())
        : "'" + field + "'";
  }
}
