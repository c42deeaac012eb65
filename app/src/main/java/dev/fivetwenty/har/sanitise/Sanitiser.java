package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarPart;
import dev.fivetwenty.har.HarReader;
import dev.fivetwenty.har.HarWriter;
import dev.fivetwenty.sanitise.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Writes HARs anew without what could be secret, entry by entry. What two files of one sanitiser
/// had in common is the same token in both.
public final class Sanitiser {

  private final Tokens tokens;
  private final Keep keep;

  public Sanitiser(Tokens tokens, Keep keep) {
    this.tokens = tokens;
    this.keep = keep;
  }

  /// Writes the sanitised file; a file that is broken leaves half a document.
  ///
  /// @param out is not closed
  /// @return what was hidden; nothing in a file that was sanitised before
  public Removals sanitise(InputStream file, OutputStream out) throws IOException, BrokenHar {
    var removals = new Removals();
    var cleaner = new EntryCleaner(new Hider(tokens, removals, keep));
    try (HarReader reader = HarReader.open(file);
        var writer = new HarWriter(out)) {
      for (var part = reader.next(); part.isPresent(); part = reader.next()) {
        writer.write(clean(part.get(), cleaner));
      }
    }
    return removals;
  }

  /// Returns a URL as it stands in a file that this sanitiser wrote.
  public String url(String url) {
    return new UrlCleaner(new Hider(tokens, new Removals(), keep)).clean(url, "url");
  }

  private static HarPart clean(HarPart part, EntryCleaner cleaner) {
    return switch (part) {
      case HarPart.Beside(String name, var value) ->
          new HarPart.Beside(cleaner.name(name), cleaner.header(name, value));
      case HarPart.Header(String name, var value) ->
          new HarPart.Header(cleaner.name(name), cleaner.header(name, value));
      case HarPart.Entry(var entry) -> new HarPart.Entry(cleaner.entry(entry));
      case HarPart.LogStart _, HarPart.LogEnd _, HarPart.EntriesStart _, HarPart.EntriesEnd _ -> part;
    };
  }
}
