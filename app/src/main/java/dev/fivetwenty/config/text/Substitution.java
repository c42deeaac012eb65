package dev.fivetwenty.config.text;

import java.util.Map;

/// Puts values of the environment into a text.
///
/// `${NAME}` must be there, `${NAME:-default}` need not be, or may be empty; `$${` is a plain `${`. What is put in
/// is not looked at again, and it is put into single values, after the YAML was read, so that no variable can add
/// a key.
public final class Substitution {

  public static String in(String text, Map<String, String> environment) throws Unfit {
    if (!text.contains("${")) return text;
    var result = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
      boolean escaped = open > at && text.charAt(open - 1) == '$';
      if (escaped) {
        result.append(text, at, open - 1).append("${");
        at = open + 2;
        continue;
      }
      int close = text.indexOf('}', open);
      if (close < 0) throw new Unfit("a ${ has no }; a plain ${ is written $${");
      result.append(text, at, open).append(value(text.substring(open + 2, close), environment));
      at = close + 1;
    }
    return result.append(text, at, text.length()).toString();
  }

  private static String value(String reference, Map<String, String> environment) throws Unfit {
    int split = reference.indexOf(":-");
    String name = split < 0 ? reference : reference.substring(0, split);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new Unfit("${" + reference + "} is neither ${NAME} nor ${NAME:-default}");
    }
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) return value;
    if (split >= 0) return reference.substring(split + 2);
    if (environment.containsKey(name)) return "";
    throw new Unfit("the environment has no " + name + "; ${" + name + ":-…} gives a default");
  }

  private Substitution() {}
}
