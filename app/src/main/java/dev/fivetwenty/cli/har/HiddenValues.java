package dev.fivetwenty.cli.har;

import dev.fivetwenty.har.ShownUrl;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.sanitise.Tokens;

/// What a comparison shows of values, which could be secret.
public final class HiddenValues {

  private final boolean showSecrets;
  private final Tokens tokens = new Tokens();

  public HiddenValues(boolean showSecrets) {
    this.showSecrets = showSecrets;
  }

  /// Returns the values of a field, one a line, or a token for each.
  String field(String name, String values) {
    if (showSecrets || values.isEmpty()) return values;
    var shown = new StringBuilder();
    for (String value : values.split("\n", -1)) {
      if (!shown.isEmpty()) shown.append('\n');
      boolean ready = Tokens.isInFile(value);
      if (ready) shown.append(value);
      else shown.append(Secrets.isHarmless(name) ? Secrets.value(name, value) : tokens.of(value));
    }
    return shown.toString();
  }

  String url(String url) {
    return showSecrets ? url : ShownUrl.of(url);
  }

  byte[] reply(Side side) {
    return showSecrets ? side.reply() : Secrets.message(side.reply());
  }
}
