package dev.fivetwenty.remedy;

/// One step of a remedy.
///
/// @param stack the server software it is for, for example `nginx`; `Any server` for everyone
/// @param text  Markdown in one line, not wrapped
public record Advice(String stack, String text) {

  /// The stack of the advice that holds for everyone.
  public static final String ANY = "Any server";

  boolean isForEveryone() {
    return stack.equals(ANY);
  }

  /// True when this is for software of that name: `nginx/1.22.1`, `Apache httpd` and `Node.js`
  /// are nginx, Apache and Node.
  boolean isFor(String software) {
    return !isForEveryone() && firstWord(stack).equalsIgnoreCase(firstWord(software));
  }

  private static String firstWord(String name) {
    return name.strip().split("[ /]", 2)[0].replace(".js", "");
  }
}
