package dev.fivetwenty.lab;

import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Scenario;
import java.util.List;

/// What the lab says when it starts: every scenario with the curl line that shows it.
///
/// Most are shown by the same line with another name in it, which stands on top; the others have
/// their own beneath them.
public final class StartList {

  private static final int WIDEST_NAME = 32;

  public static String of(LabAddresses at) {
    var text = new StringBuilder();
    List<Scenario> all =
        Scenarios.all().stream().filter(s -> s.kind() != Scenario.Kind.BY_HAND).toList();
    String usual = usual(at, "NAME");
    text.append("\nShown by  ").append(usual).append("  with one of these names:\n");
    all.stream().filter(s -> isUsual(s, at)).forEach(s -> append(text, s));
    text.append("\nShown by a line of their own; lab-ca.pem comes from  curl -so lab-ca.pem ")
        .append(at.index()).append("ca.pem\n");
    for (Scenario scenario : all) {
      if (isUsual(scenario, at)) continue;
      append(text, scenario);
      text.append("      ").append(scenario.curlLine(at)).append('\n');
    }
    text.append("\nMeasured replies, which the page lists:  ").append(usual(at, "raw/CASE"))
        .append('\n');
    return text.toString();
  }

  private static boolean isUsual(Scenario scenario, LabAddresses at) {
    return scenario.curlLine(at).equals(usual(at, scenario.slug()));
  }

  private static String usual(LabAddresses at, String name) {
    return "curl -vso /dev/null " + at.index() + name;
  }

  private static void append(StringBuilder text, Scenario scenario) {
    String name = scenario.slug();
    text.append("  ").append(name).append(" ".repeat(Math.max(2, WIDEST_NAME - name.length())))
        .append(scenario.summary()).append('\n');
  }

  private StartList() {}
}
