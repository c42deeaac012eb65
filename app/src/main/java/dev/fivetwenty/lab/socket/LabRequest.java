package dev.fivetwenty.lab.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request's head, read no closer than a scenario needs: no judgement, no repair.
///
/// @param fields field lines as they came, without line ends
/// @param headBytes length of the whole head
public record LabRequest(String method, String target, List<String> fields, int headBytes) {

  /// The longest head that is read; a client that sends more is closed.
  public static final int MOST_HEAD_BYTES = 64 << 10;

  public LabRequest {
    fields = List.copyOf(fields);
  }

  /// Reads up to the empty line; empty when the client closed before it or sent too much.
  public static Optional<LabRequest> read(InputStream in) throws IOException {
    var line = new StringBuilder();
    var lines = new ArrayList<String>();
    for (int count = 1; count <= MOST_HEAD_BYTES; count++) {
      int octet = in.read();
      if (octet < 0) return Optional.empty();
      if (octet != '\n') {
        line.append((char) octet);
        continue;
      }
      int last = line.length() - 1;
      if (last >= 0 && line.charAt(last) == '\r') line.setLength(last);
      if (line.isEmpty() && !lines.isEmpty()) return Optional.of(of(lines, count));
      if (!line.isEmpty()) lines.add(line.toString());
      line.setLength(0);
    }
    return Optional.empty();
  }

  private static LabRequest of(List<String> lines, int headBytes) {
    String[] words = lines.getFirst().split(" ", 3);
    String target = words.length > 1 ? words[1] : "/";
    return new LabRequest(words[0], target, lines.subList(1, lines.size()), headBytes);
  }

  /// Returns the path without query; of an absolute target too.
  public String path() {
    String withQuery = target;
    int scheme = withQuery.indexOf("://");
    if (scheme >= 0) {
      int slash = withQuery.indexOf('/', scheme + 3);
      withQuery = slash < 0 ? "/" : withQuery.substring(slash);
    }
    int query = withQuery.indexOf('?');
    return query < 0 ? withQuery : withQuery.substring(0, query);
  }

  /// Returns the query's parameters, the last of a name winning.
  public Map<String, String> query() {
    var parameters = new LinkedHashMap<String, String>();
    int start = target.indexOf('?');
    if (start < 0) return parameters;
    for (String pair : target.substring(start + 1).split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value; // A stray percent sign is taken as it stands.
    }
  }

  /// Returns a query parameter as a number within bounds, or `otherwise` when it is absent or none.
  public int number(String name, int otherwise, int least, int most) {
    String value = query().getOrDefault(name, "");
    if (!value.matches("\\d{1,9}")) return otherwise;
    return Math.clamp(Long.parseLong(value), least, most);
  }

  public String text(String name, String otherwise) {
    return query().getOrDefault(name, otherwise);
  }

  /// Returns the first value of a field, trimmed.
  public Optional<String> field(String name) {
    String start = name + ":";
    return fields.stream()
        .filter(f -> f.regionMatches(true, 0, start, 0, start.length()))
        .map(f -> f.substring(start.length()).trim())
        .findFirst();
  }

  public long contentLength() {
    return field("content-length")
        .filter(v -> v.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  /// True when nothing in the request forbids another one on the same connection.
  public boolean isRepeatable() {
    return field("connection").filter(v -> v.equalsIgnoreCase("close")).isEmpty()
        && field("transfer-encoding").isEmpty();
  }
}
