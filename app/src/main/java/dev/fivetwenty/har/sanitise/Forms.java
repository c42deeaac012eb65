package dev.fivetwenty.har.sanitise;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Forms by which known secrets are recognised wherever they stand: a net behind the allow-list.
///
/// The patterns have no nested repetition, so a long text costs time in proportion to its length.
public final class Forms {

  /// A form, and characters of which a text without any cannot have it.
  private record Form(String name, String mark, Pattern pattern) {}

  private static final List<Form> FORMS =
      List.of(
          form("jwt", "eyJ", "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?"),
          form("aws-key", "A", "\\bA(?:KIA|SIA|ROA|IDA)[0-9A-Z]{16}\\b"),
          form("github", "g", "\\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})"),
          form("gitlab", "glpat-", "\\bglpat-[A-Za-z0-9_-]{16,}"),
          form("slack", "xox", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
          form("stripe", "k_", "\\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}"),
          form("openai", "sk-", "\\bsk-[A-Za-z0-9_-]{20,}"),
          form("google-key", "AIza", "\\bAIza[A-Za-z0-9_-]{30,}"),
          form("google-oauth", "ya29.", "\\bya29\\.[A-Za-z0-9_-]{20,}"),
          form("sendgrid", "SG.", "\\bSG\\.[A-Za-z0-9_-]{16,}"),
          form("npm", "npm_", "\\bnpm_[A-Za-z0-9]{20,}"),
          form("hugging-face", "hf_", "\\bhf_[A-Za-z0-9]{20,}"),
          form("shopify", "shp", "\\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{16,}"),
          form("digital-ocean", "_v1_", "\\bdo[opr]_v1_[a-f0-9]{20,}"),
          form("facebook", "EAA", "\\bEAA[A-Za-z0-9]{30,}"),
          form("private-key", "-----BEGIN", "-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          form("bearer", "earer ", "\\b[Bb]earer (?!~)[A-Za-z0-9._~+/=-]{8,}"),
          form("basic", "asic ", "\\b[Bb]asic [A-Za-z0-9+/=]{8,}"),
          form("e-mail", "@", "[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}\\.[A-Za-z]{2,24}"),
          form("user-in-url", "@", "://(?!~)[^/@\\s\"]{1,256}@"),
          form("iban", "", "\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}\\b"),
          form("card", "", "\\b[3-6][0-9]{3}(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{3,4}\\b"));

  private static Form form(String name, String mark, String pattern) {
    return new Form(name, mark, Pattern.compile(pattern));
  }

  /// Returns the name of the first form that is in the text.
  public static Optional<String> of(String text) {
    if (text.length() < 6) return Optional.empty();
    boolean mayCount = hasDigits(text);
    for (Form form : FORMS) {
      boolean counts = form.mark().isEmpty();
      if (counts ? !mayCount : !text.contains(form.mark())) continue;
      Matcher matcher = form.pattern().matcher(text);
      if (matcher.find() && (!form.name().equals("card") || isCard(matcher.group()))) {
        return Optional.of(form.name());
      }
    }
    return Optional.empty();
  }

  /// Returns the text with all that has a known form replaced.
  public static String without(String text, UnaryOperator<String> replacement) {
    String changed = text;
    for (Form form : FORMS) {
      boolean counts = form.mark().isEmpty();
      if (counts ? !hasDigits(changed) : !changed.contains(form.mark())) continue;
      changed =
          form.pattern().matcher(changed)
              .replaceAll(
                  hit -> {
                    boolean real = !form.name().equals("card") || isCard(hit.group());
                    String kept = real ? replacement.apply(hit.group()) : hit.group();
                    return Matcher.quoteReplacement(kept);
                  });
    }
    return changed;
  }

  private static boolean hasDigits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && ++digits >= 10) return true;
    }
    return false;
  }

  /// The check digit of card numbers (ISO/IEC 7812-1, Luhn).
  private static boolean isCard(String text) {
    int sum = 0;
    boolean twice = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) continue;
      int value = twice ? digit * 2 : digit;
      sum += value > 9 ? value - 9 : value;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  private Forms() {}
}
