package dev.fivetwenty.edge;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a client got for one request, as a reader that forgives nothing saw it.
///
/// @param status   of the final head; 0 where there is none
/// @param fields   name and value of each line, in order
/// @param interims statuses of the interim heads before
/// @param end      how it ended
/// @param faults   what breaks RFC 9112, one clause each
public record Reply(
    int status, String reason, List<String[]> fields, byte[] content, List<Integer> interims,
    List<String[]> trailers, End end, List<String> faults) {

  /// How a reply ended.
  public enum End {
    /// Where its own framing says.
    WHOLE,
    /// Before that, with FIN.
    CUT_FIN,
    /// Before that, with RST.
    CUT_RST,
    /// Before that, with nothing more for as long as the reader was patient.
    CUT_SILENT,
    /// Nobody knows: what came is not to be read on.
    UNREADABLE
  }

  public boolean isWhole() {
    return end == End.WHOLE;
  }

  /// Returns the first value of that name, in any case.
  public Optional<String> field(String name) {
    return fields.stream().filter(f -> f[0].equalsIgnoreCase(name)).map(f -> f[1]).findFirst();
  }

  public List<String> all(String name) {
    return fields.stream().filter(f -> f[0].equalsIgnoreCase(name)).map(f -> f[1]).toList();
  }

  /// Returns whether the connection ends with this reply, as the reply says.
  public boolean closes() {
    return all("Connection").stream().anyMatch(v -> v.equalsIgnoreCase("close"));
  }

  public String text() {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return status + " " + reason + ", " + content.length + " bytes, " + end + " " + faults;
  }
}
