package dev.fivetwenty.doctor.reproduction;

/// Quotes words for a POSIX shell.
public final class ShellWord {

  /// Returns `text` as it is where that is safe, else in single quotes; control characters need the
  /// `$'…'` form, which bash, zsh, ksh and POSIX shells of 2024 know.
  public static String quote(String text) {
    if (!text.isEmpty() && text.chars().allMatch(ShellWord::isPlain)) return text;
    if (text.chars().noneMatch(c -> c < ' ' || c == 0x7F)) {
      return "'" + text.replace("'", "'\\''") + "'";
    }
    var quoted = new StringBuilder("$'");
    for (char c : text.toCharArray()) {
      if (c == '\'' || c == '\\') quoted.append('\\').append(c);
      else if (c < ' ' || c == 0x7F) quoted.append("\\%03o".formatted((int) c));
      else quoted.append(c);
    }
    return quoted.append('\'').toString();
  }

  private static boolean isPlain(int c) {
    return c < 0x7F && (Character.isLetterOrDigit(c) || "-_./:=@%+,".indexOf(c) >= 0);
  }

  private ShellWord() {}
}
