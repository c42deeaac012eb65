package dev.fivetwenty.policy.alwaysonline.field;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which of the responses of one URL a copy is, by `Vary`, RFC 9111 §4.1.
///
/// What the request said in those fields is kept as a digest: it may be about a person.
/// `Accept-Encoding` has no part in that; any coding that a request accepts will do. Nor has `Cookie`: a
/// request that has a part in copies has no cookies but those that change no page.
///
/// @param names  of the fields, in lower case and order
/// @param digest of their values, 32 hexadecimal digits; empty where there is nothing to compare
/// @param coding the value of `Content-Encoding`, in lower case; empty without one
public record Variant(List<String> names, String digest, String coding) {

  /// A response that varies by more is one of a kind.
  static final int MOST_NAMES = 8;

  /// Of all values together.
  static final int MOST_VALUES = 4096;

  static final String CODING_FIELD = "accept-encoding";

  private static final Set<String> NOT_COMPARED = Set.of(CODING_FIELD, "cookie");

  private static final String SCRIPTED = "x-requested-with";

  /// With these a script asks for a part of the page, and many servers give it one without a word in `Vary`.
  private static final List<String> OF_SCRIPTS = List.of(SCRIPTED, "x-pjax", "hx-request", "turbo-frame", "x-inertia");

  public Variant {
    names = List.copyOf(names);
  }

  /// Returns the variant that a response is; empty if it varies by too much.
  ///
  /// @param reply whose `Vary` is not `*`
  public static Optional<Variant> of(Fields request, Fields reply) {
    var names = new TreeSet<String>();
    Slices.members(reply, "vary", name -> names.add(name.toLowerCase(Locale.ROOT)));
    OF_SCRIPTS.stream().filter(name -> asks(request, name)).forEach(names::add);
    if (names.size() > MOST_NAMES || names.stream().mapToInt(String::length).sum() > MOST_VALUES) {
      return Optional.empty();
    }
    return digest(request, names).map(digest -> new Variant(List.copyOf(names), digest, coding(reply)));
  }

  public static boolean isAny(Fields reply) {
    if (reply.find("vary", 0) < 0) return false;
    var any = new boolean[1];
    Slices.members(reply, "vary", name -> any[0] |= name.equals("*"));
    return any[0];
  }

  private static boolean asks(Fields request, String script) {
    int field = request.find(script, 0);
    // Some apps send their own name in it with all that they ask for.
    return field >= 0 && (!script.equals(SCRIPTED) || request.value(field).equalsIgnoreCase("XMLHttpRequest"));
  }

  private static String coding(Fields reply) {
    var coding = new StringBuilder();
    Slices.members(
        reply, "content-encoding",
        one -> coding.append(coding.isEmpty() ? "" : ", ").append(one.toLowerCase(Locale.ROOT)));
    return coding.toString();
  }

  /// Returns whether this is what the request would be answered with.
  public boolean fits(Fields request) {
    boolean coded = !coding.isEmpty() && names.contains(CODING_FIELD);
    if (coded && !AcceptEncoding.accepts(request, coding)) return false;
    for (String script : OF_SCRIPTS) {
      if (!names.contains(script) && asks(request, script)) return false;
    }
    return digest.isEmpty() || digest(request, names).filter(digest::equals).isPresent();
  }

  /// Values are compared as RFC 9111 §4.1 allows: white space around list members does not count.
  private static Optional<String> digest(Fields request, Iterable<String> names) {
    var values = new StringBuilder();
    boolean any = false;
    for (String name : names) {
      if (NOT_COMPARED.contains(name)) continue;
      any = true;
      // Not there is something else than there and empty.
      values.append(request.find(name, 0) < 0 ? "-" : "+");
      Slices.members(request, name, member -> values.append(member.length()).append(':').append(member));
      values.append('\n');
    }
    if (values.length() > MOST_VALUES) return Optional.empty();
    return Optional.of(any ? hash(values.toString()) : "");
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
