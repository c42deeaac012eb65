package dev.fivetwenty.ticket;

import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.sanitise.Forms;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Removals.Removal;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.sanitise.Tokens;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks for secrets in the files of a ticket: the last thing that happens before it may be seen.
///
/// HARs must have nothing in them that `har sanitise` would still hide. Any other file may have no
/// known form of a secret, nor a value that is known to be one, written out or in base64.
public final class LeakCheck {

  /// Shorter values are words and numbers that stand anywhere.
  private static final int SHORTEST = 8;

  /// Bytes of a line that are looked at together; a longer one is looked at in parts, which overlap.
  private static final int LINE_BYTES = 256 << 10;

  /// As long as the longest value that is found across two parts.
  private static final int OVERLAP = 4096;

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");

  private final List<String> secrets;
  private final Keep keep;

  /// @param secrets values that were sent or received and may stand nowhere
  /// @param keep    what its owner says may stay
  public LeakCheck(Collection<String> secrets, Keep keep) {
    this.keep = keep;
    this.secrets =
        secrets.stream()
            .filter(s -> s.length() >= SHORTEST)
            .map(s -> s.length() > OVERLAP ? s.substring(0, OVERLAP) : s)
            .distinct().toList();
  }

  /// Returns what was found in one file; of one that is as its owner gave it only known values are
  /// looked for.
  Optional<Leak> in(Path folder, TicketFile file) throws IOException {
    Path path = folder.resolve(file.name());
    if (file.kind().equals("har")) {
      Optional<Leak> leak = inHar(path, file.name());
      if (leak.isPresent()) return leak;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return inLines(in, file);
    }
  }

  private Optional<Leak> inHar(Path path, String name) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      List<Removal> left =
          new Sanitiser(new Tokens(), keep)
              .sanitise(in, OutputStream.nullOutputStream()).all();
      return left.stream().findFirst()
          .map(r -> new Leak(name, r.at().place(), r.at().reason().sentence()));
    } catch (BrokenHar broken) {
      return Optional.of(new Leak(name, "its structure", broken.getMessage()));
    }
  }

  private Optional<Leak> inLines(InputStream in, TicketFile file) throws IOException {
    byte[] rest = new byte[0];
    long number = 1;
    boolean more = true;
    while (more) {
      var part = new ByteArrayOutputStream();
      part.writeBytes(rest);
      int last = line(in, part);
      String line = part.toString(StandardCharsets.UTF_8);
      Optional<String> found = found(line, file.clean());
      if (found.isPresent()) return Optional.of(new Leak(file.name(), "line " + number, found.get()));
      boolean ended = last == '\n';
      more = last >= 0;
      rest = ended || !more ? new byte[0] : tail(part.toByteArray());
      if (ended) number++;
    }
    return Optional.empty();
  }

  /// Reads to the end of a line or of a part; returns the last byte, -1 at the end of the file.
  private static int line(InputStream in, ByteArrayOutputStream line) throws IOException {
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      line.write(octet);
      if (line.size() >= LINE_BYTES) return octet;
      octet = in.read();
    }
    return octet;
  }

  private static byte[] tail(byte[] part) {
    return Arrays.copyOfRange(part, Math.max(0, part.length - OVERLAP), part.length);
  }

  private Optional<String> found(String line, boolean forms) {
    if (isIn(line)) return Optional.of("a value that was to be hidden");
    if (forms) {
      Optional<String> form = Forms.of(line);
      if (form.isPresent()) return form.map(name -> "has the form of a secret (" + name + ")");
    }
    if (secrets.isEmpty()) return Optional.empty();
    Matcher encoded = BASE64.matcher(line);
    while (encoded.find()) {
      if (isIn(decoded(encoded.group()))) return Optional.of("a value that was to be hidden, in base64");
    }
    return Optional.empty();
  }

  private boolean isIn(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  private static String decoded(String text) {
    int whole = text.length() - text.length() % 4;
    try {
      return new String(Base64.getDecoder().decode(text.substring(0, whole)), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
