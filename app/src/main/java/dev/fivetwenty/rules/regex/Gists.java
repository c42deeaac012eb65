package dev.fivetwenty.rules.regex;

import java.util.LinkedHashSet;
import java.util.Set;

/// Reads a regular expression of RE2 for the texts without which it cannot match.
///
/// Whoever relies on them must never be told of one that a match can do without. So whatever is not
/// plainly a character of ASCII counts as something of which nothing is known, and what is not
/// understood ends the reading.
final class Gists {

  /// Characters of a class that count as so many texts.
  private static final int MOST_OF_CLASS = 8;

  /// Groups in one another.
  private static final int DEEPEST = 100;

  /// Without case, K and S are also the Kelvin sign and the long s, which are not ASCII.
  private static final String NOT_ALONE = "ks";

  private static final String PUNCTUATION = "\\.+*?()|[]{}^$-/:;,<>=!@#%&~_\"'` ";

  /// What is not understood.
  private static final class Unknown extends Exception {
    private static final long serialVersionUID = 1;

    Unknown() {
      super(null, null, false, false);
    }
  }

  /// @param gist    its texts in lower case where case does not matter
  /// @param anyCase whether it does not
  /// @param places  whether it looks at places, too, such as the start
  record Read(Gist gist, boolean anyCase, boolean places) {}

  private final String regex;
  private int at;
  private int depth;
  private boolean anyCase;
  private boolean places;

  private Gists(String regex) {
    this.regex = regex;
  }

  /// @param regex one that the library takes
  static Read of(String regex) {
    var reader = new Gists(regex);
    boolean leading = regex.startsWith("(?i)");
    if (leading) reader.at = 4;
    reader.anyCase = leading;
    try {
      Gist gist = reader.alternatives();
      return new Read(reader.at == regex.length() ? gist : Gist.ANYTHING, leading, reader.places);
    } catch (Unknown _) {
      return new Read(Gist.ANYTHING, leading, true);
    }
  }

  private Gist alternatives() throws Unknown {
    if (++depth > DEEPEST) throw new Unknown();
    Gist all = sequence();
    while (isNext("|")) {
      at++;
      all = all.or(sequence());
    }
    depth--;
    return all;
  }

  private Gist sequence() throws Unknown {
    Gist all = Gist.EMPTY;
    Gist run = Gist.EMPTY;
    while (at < regex.length() && !isNext("|") && !isNext(")")) {
      Gist next = counted(one());
      Gist longer = run.then(next);
      if (longer.exact() != null) {
        run = longer;
      } else {
        all = all.then(run).then(next.exact() == null ? next : Gist.EMPTY);
        all = new Gist(null, all.needed());
        run = next.exact() == null ? Gist.EMPTY : next;
      }
    }
    return all.then(run);
  }

  private boolean isNext(String sign) {
    return regex.startsWith(sign, at);
  }

  // What a part may have behind it.

  private Gist counted(Gist part) throws Unknown {
    Gist gist = part;
    while (at < regex.length()) {
      switch (regex.charAt(at)) {
        case '*' -> gist = Gist.ANYTHING;
        case '+' -> gist = gist.repeated();
        case '?' -> gist = gist.optional();
        case '{' -> {
          return bounded(gist);
        }
        default -> {
          return gist;
        }
      }
      at++;
      // One more, and it is no longer greedy.
      if (isNext("?")) at++;
    }
    return gist;
  }

  /// `{2}`, `{2,}`, `{2,5}`; anything else in braces is what it says, and not followed here.
  private Gist bounded(Gist gist) throws Unknown {
    int end = regex.indexOf('}', at);
    if (end < 0) throw new Unknown();
    String bounds = regex.substring(at + 1, end);
    if (!bounds.matches("\\d{1,4}(,\\d{0,4})?")) throw new Unknown();
    at = end + 1;
    if (isNext("?")) at++;
    boolean none = bounds.split(",", 2)[0].matches("0+");
    return none ? Gist.ANYTHING : counted(gist.repeated());
  }

  // Parts.

  private Gist one() throws Unknown {
    char c = regex.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> characters();
      case '.' -> Gist.ANYTHING;
      case '^', '$' -> place();
      case '\\' -> escaped();
      case '*', '+', '?', '{' -> throw new Unknown();
      default -> character(c);
    };
  }

  private Gist place() {
    places = true;
    return Gist.EMPTY;
  }

  private Gist character(char c) {
    char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    if (c >= 0x80 || anyCase && NOT_ALONE.indexOf(lower) >= 0) return Gist.ANYTHING;
    return Gist.exactly(Set.of(String.valueOf(anyCase ? lower : c)));
  }

  private Gist group() throws Unknown {
    if (isNext("?")) {
      if (isNext("?:")) at += 2;
      else if (isNext("?P<") || isNext("?<")) at = regex.indexOf('>', at) + 1;
      else throw new Unknown();
    }
    Gist gist = alternatives();
    if (!isNext(")")) throw new Unknown();
    at++;
    return gist;
  }

  private Gist escaped() throws Unknown {
    if (at == regex.length()) throw new Unknown();
    char c = regex.charAt(at++);
    if (PUNCTUATION.indexOf(c) >= 0) return character(c);
    return switch (c) {
      case 'd', 'D', 's', 'S', 'w', 'W' -> Gist.ANYTHING;
      case 'A', 'z', 'b', 'B' -> place();
      case 'n' -> character('\n');
      case 'r' -> character('\r');
      case 't' -> character('\t');
      default -> throw new Unknown();
    };
  }

  /// A class of a few plain characters; any other is passed over.
  private Gist characters() throws Unknown {
    int start = at;
    boolean plain = true;
    if (isNext("^")) at++;
    if (isNext("]")) at++;
    while (!isNext("]")) {
      if (at >= regex.length()) throw new Unknown();
      char c = regex.charAt(at);
      if (c == '[' && isNext("[:")) throw new Unknown();
      if (c == '\\') at++;
      plain &= c != '\\' && c != '-' && c != '[';
      at++;
    }
    String set = regex.substring(start, at++);
    if (!plain || set.startsWith("^") || set.startsWith("]") || set.length() > MOST_OF_CLASS) return Gist.ANYTHING;
    Gist all = null;
    for (char c : set.toCharArray()) all = all == null ? character(c) : all.or(character(c));
    return all;
  }
}
