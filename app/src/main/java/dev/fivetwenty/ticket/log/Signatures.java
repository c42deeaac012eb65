package dev.fivetwenty.ticket.log;

import dev.fivetwenty.cause.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The known messages, read from `signatures.txt` when they are first wanted.
public final class Signatures {

  private static final int COLUMNS = 5;

  public static List<Signature> all() {
    return Read.ALL;
  }

  /// Returns the messages that may stand in logs where an edge saw that cause.
  public static List<Signature> of(Cause cause) {
    return all().stream().filter(s -> s.causes().contains(cause)).toList();
  }

  /// Returns the message that a line has; where several fit, the one with most to it.
  public static Optional<Signature> in(String line) {
    Signature best = null;
    for (Signature signature : all()) {
      boolean better = best == null || signature.fixed().length() > best.fixed().length();
      if (better && signature.isIn(line)) best = signature;
    }
    return Optional.ofNullable(best);
  }

  static List<Signature> parse(String text) {
    var all = new ArrayList<Signature>();
    for (String line : text.split("\n")) {
      if (line.isBlank() || line.startsWith("#")) continue;
      String[] cells = line.split(" \\| ", COLUMNS);
      if (cells.length != COLUMNS) throw new IllegalArgumentException("five columns: " + line);
      LogKind log = LogKind.bySlug(cells[1]).orElseThrow(() -> new IllegalArgumentException(line));
      all.add(Signature.of(cells[0], log, unquoted(cells[2]), causes(cells[3]), cells[4]));
    }
    return List.copyOf(all);
  }

  /// Quotes keep the spaces at the ends of a text.
  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static Set<Cause> causes(String names) {
    var causes = EnumSet.noneOf(Cause.class);
    for (String name : names.split(", ?")) {
      List<Cause> found =
          name.startsWith("@") ? family(name.substring(1)) : Cause.bySlug(name).stream().toList();
      if (found.isEmpty()) throw new IllegalArgumentException("no cause or family: " + name);
      causes.addAll(found);
    }
    return causes;
  }

  private static List<Cause> family(String slug) {
    return Arrays.stream(Cause.values()).filter(c -> c.family().slug().equals(slug)).toList();
  }

  /// Initialised by the class loader at the first use, once.
  private static final class Read {
    static final List<Signature> ALL = parse(text());

    private static String text() {
      try (InputStream in = Signatures.class.getResourceAsStream("signatures.txt")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("signatures.txt is part of the program", e);
      }
    }
  }

  private Signatures() {}
}
