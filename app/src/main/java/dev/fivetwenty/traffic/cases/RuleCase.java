package dev.fivetwenty.traffic.cases;

import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.rules.value.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One test: requests in order, and what has to become of the last of them.
public record RuleCase(String name, List<Given> given, Expect expect) {

  public RuleCase {
    given = List.copyOf(given);
  }

  /// A request, or the same one several times.
  ///
  /// @param every time from one to the next
  /// @param status of the response, for limits that count responses
  public record Given(
      String method, String url, List<NameValue> headers, Address client, int times, Duration every,
          int status) {
    public Given {
      headers = List.copyOf(headers);
    }
  }

  /// @param rule the one that decides, or that is noted; empty where it does not matter
  public record Expect(Decides decision, Optional<String> rule) {}

  /// What becomes of a request.
  public enum Decides {
    BLOCK,
    PASS,
    /// It passes, and a rule that logs, or one in shadow mode, holds.
    LOG
  }
}
