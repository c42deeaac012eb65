package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.diagnose.DiagnoseCommand;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.Unhurried;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.remedy.CausePage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A command of a cause's page, run in this process against a lab on free ports.
///
/// @param line as the page has it, with the lab's ports as documented
record PageCommand(Cause cause, String line) {

  /// Words in single quotes, in double quotes, or bare.
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static final Pattern PIPE = Pattern.compile("head -c (\\d+) /dev/zero \\| ");
  private static final Pattern LETTERS =
      Pattern.compile("\\$\\(head -c (\\d+) /dev/zero \\| tr '\\\\0' x\\)");

  /// What the command came to.
  ///
  /// @param report printed as JSON; missing when nothing was
  record Ran(JsonNode report, int code, String said) {}

  /// Returns the page's command of that kind, `probe` or `diagnose`.
  static Optional<PageCommand> of(Cause cause, String command) {
    return CausePage.of(cause).reproduce().stream()
        .filter(line -> line.contains("./fivetwenty " + command + " "))
        .findFirst()
        .map(line -> new PageCommand(cause, line));
  }

  /// Runs it; a scenario with a port of its own gets a lab of its own, as the page says.
  ///
  /// @param folder where the lab's authority is written
  Ran run(Lab shared, Path folder) throws IOException {
    Scenario scenario = Scenarios.named(cause.slug()).orElseThrow();
    if (scenario.kind() != Scenario.Kind.PORT) return run(shared, shared, folder);
    try (Lab alone = Lab.open(LabOptions.ANYWHERE.only(scenario))) {
      return run(alone, shared, folder);
    }
  }

  private Ran run(Lab lab, Lab names, Path folder) throws IOException {
    Path authority = folder.resolve(cause.slug() + ".pem");
    if (line.contains("lab-ca.pem")) Files.writeString(authority, lab.authorityPem());
    String here =
        line.replace(":8580", ":" + lab.addresses().http().getPort())
            .replace(":8581", ":" + names.addresses().dns().getPort())
            .replace("lab-ca.pem", authority.toString());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = new Main(console(input(here), out, err), PageCommand::unhurried).run(arguments(here));
    JsonNode report = JsonMapper.shared().missingNode();
    if (out.size() > 0) report = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    return new Ran(report, code, err.toString(StandardCharsets.UTF_8).strip());
  }

  private static Optional<Command> unhurried(String name) {
    return name.equals("diagnose")
        ? Optional.of(new DiagnoseCommand(new Unhurried())) : Commands.named(name);
  }

  private static String[] arguments(String line) {
    Matcher letters = LETTERS.matcher(line);
    String expanded = letters.replaceAll(m -> "x".repeat(Integer.parseInt(m.group(1))));
    var words = new ArrayList<String>();
    String program = "./fivetwenty ";
    Matcher word = WORD.matcher(expanded.substring(expanded.indexOf(program) + program.length()));
    while (word.find()) {
      String quoted = word.group(1) != null ? word.group(1) : word.group(2);
      words.add(quoted != null ? quoted : word.group(3));
    }
    words.add(1, "--json");
    return words.toArray(String[]::new);
  }

  private static InputStream input(String line) {
    Matcher pipe = PIPE.matcher(line);
    int bytes = pipe.lookingAt() ? Integer.parseInt(pipe.group(1)) : 0;
    return new ByteArrayInputStream(new byte[bytes]);
  }

  private static Console console(
      InputStream in, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Console(
        in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false);
  }
}
