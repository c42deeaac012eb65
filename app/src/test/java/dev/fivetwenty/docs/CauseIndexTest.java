package dev.fivetwenty.docs;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.ProxyError;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CauseIndexTest {

  private static final String HEAD =
      """
      # Causes
      Why an exchange failed, and what makes a sound one fragile. A slug is a stable name: it is printed in
      reports and stored in records, and `./fivetwenty causes SLUG` prints its page. The status is the
      one that an edge shows to visitors (`52x`); the error type is that of `Proxy-Status` (RFC 9209).
      A finding has neither, since nothing failed.
      """;

  @Test
  void the_index_lists_the_catalogue() {
    var text = new StringBuilder(HEAD);
    for (Family family : Family.values()) {
      var causes = Arrays.stream(Cause.values()).filter(c -> c.family() == family).toList();
      if (causes.isEmpty()) continue;
      text.append("\n## ").append(family.title()).append(" (`").append(family.slug()).append("`)\n");
      text.append("| Cause | Status | Error type | What happened |\n| --- | --- | --- | --- |\n");
      for (Cause cause : causes) text.append(row(cause));
    }
    Docs.mustBe(Docs.file("docs/causes/README.md"), text.toString());
  }

  private static String row(Cause cause) {
    String status = cause.isFault() ? "" + cause.status(Presentation.EDGE_52X) : "–";
    String error = cause.proxyError().map(ProxyError::token).map(t -> "`" + t + "`").orElse("–");
    return "| [%s](%s.md) | %s | %s | %s |\n"
        .formatted(cause.slug(), cause.slug(), status, error, cause.summary());
  }
}
