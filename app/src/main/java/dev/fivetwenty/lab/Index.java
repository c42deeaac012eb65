package dev.fivetwenty.lab;

import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Scenario;
import java.util.List;

/// The lab's front page: every scenario with the command that shows it, as plain text.
final class Index {

  private Index() {}

  static String of(LabAddresses at) {
    var text = new StringBuilder("fivetwenty lab: an origin that misbehaves on purpose\n");
    text.append("sound: /ok /large?size= /slow?every=&size= /websocket\n");
    text.append("the same under TLS: ").append(at.secureIndex()).append('\n');
    text.append("for --cacert: curl -so lab-ca.pem ").append(at.index()).append("ca.pem\n");
    for (Scenario.Kind kind : Scenario.Kind.values()) {
      text.append('\n').append(title(kind)).append("\n");
      Scenarios.all().stream().filter(s -> s.kind() == kind).forEach(s -> append(text, s, at));
    }
    text.append("\nmeasured replies: /raw/<case>\n");
    List<String> names = RawCases.names();
    for (int i = 0; i < names.size(); i += 6) {
      text.append("  ").append(String.join(" ", names.subList(i, Math.min(i + 6, names.size()))));
      text.append('\n');
    }
    return text.toString();
  }

  private static String title(Scenario.Kind kind) {
    return switch (kind) {
      case PATH -> "by path";
      case PORT -> "on a port of their own";
      case DNS -> "in the lab's name server";
      case BY_HAND -> "by hand, or in tests only";
    };
  }

  private static void append(StringBuilder text, Scenario scenario, LabAddresses at) {
    text.append("  ").append(scenario.slug()).append(": ").append(scenario.summary()).append('\n');
    if (!scenario.seen().isEmpty()) text.append("    seen: ").append(scenario.seen()).append('\n');
    text.append("    ").append(scenario.curlLine(at)).append('\n');
  }
}
