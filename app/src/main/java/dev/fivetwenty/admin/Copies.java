package dev.fivetwenty.admin;

import java.util.List;
import java.util.Map;

/// The copies of Always Online, for operators. Results are objects as JSON has them.
public interface Copies {

  /// Returns what is counted.
  Map<String, Object> status();

  /// Returns copies whose URL begins with `prefix`, at most `limit`, the largest first.
  List<Map<String, Object>> list(String prefix, int limit);

  /// Returns the variants that there are of a URL, with their fields.
  List<Map<String, Object>> show(String url);

  /// Removes copies whose URL is that, or begins with it, and returns how many there were.
  int purge(String url, boolean prefix);

  /// Has each crawl begin a round, now or after the one that it is in, and returns how many crawls there are.
  int crawl();

  /// Returns whether a request would be answered with a copy now, and if not, why not.
  ///
  /// @param fields `name: value` each
  /// @param status that the failure would have
  /// @throws IllegalArgumentException if that is no URL or no field; the message is for people
  Map<String, Object> test(String url, List<String> fields, int status);
}
