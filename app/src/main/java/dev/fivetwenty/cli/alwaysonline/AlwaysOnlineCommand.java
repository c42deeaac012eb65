package dev.fivetwenty.cli.alwaysonline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.archive.ArchiveProblem;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.AdminOption;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.service.AdminClient;
import dev.fivetwenty.cli.service.AdminClient.Reply;
import dev.fivetwenty.cli.service.CopyFolder;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.config.Endpoint;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks an edge that runs about its copies.
public final class AlwaysOnlineCommand implements Command {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  private static final Pattern AUTHORITY = Pattern.compile("(https?://[^/?#]*)(.*)", Pattern.CASE_INSENSITIVE);

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Shows what an edge that runs keeps to serve in place of failures, and tells whether a page would be
          served and if not, why not. The exit code of test is 0 if it would, 1 if not; 2 if the edge refuses; 3
          if it could not be asked.

            fivetwenty always-online status
            fivetwenty always-online test https://shop.example/cart
            fivetwenty always-online purge https://shop.example/old

          Usage: fivetwenty always-online status [OPTION]...
                 fivetwenty always-online list [OPTION]... [PREFIX]   copies of URLs that begin so, largest first
                 fivetwenty always-online show [OPTION]... URL
                 fivetwenty always-online purge [OPTION]... URL
                 fivetwenty always-online purge [OPTION]... --prefix PREFIX
                 fivetwenty always-online test [OPTION]... URL
                 fivetwenty always-online crawl [OPTION]...           have crawls begin a round now

          With --data, status, list, show and purge ask no edge, but look at its folder; purge wants that none
          runs there. The others need an edge that runs, whose configuration decides.

            -n, --limit N             list at most so many (default 50)
                --prefix PREFIX       purge all URLs that begin so
            -H, --header LINE         test with that field, such as 'Accept-Language: de'
                --status CODE         test for that failure (default 520)
                --json                print what the edge says, a JSON document
          """
              + AdminOption.HELP + DataFolder.HELP
              + """
            -h, --help                show this help
          """,
          "");

  private Values values;
  private Console console;
  private CopiesText text;

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console to) throws InterruptedException {
    values = given;
    console = to;
    text = new CopiesText(to.out());
    String what = given.words().isEmpty() ? "status" : given.words().getFirst();
    if (given.has("--data")) return inFolder(what);
    return switch (what) {
      case "status" -> ask("GET", "", text::status);
      case "list" -> ask("GET", list(), reply -> text.list(reply.get("copies")));
      case "show" -> ask("GET", parameter("show", url()), reply -> text.show(reply.get("copies")));
      case "purge" -> ask("DELETE", purge(), this::removed);
      case "test" -> test();
      case "crawl" -> ask("POST", "/-/crawl", "", text::crawls);
      default -> throw Names.unknown(
          "way to look at copies", what, List.of("status", "list", "show", "purge", "test", "crawl").stream(),
          "fivetwenty always-online --help");
    };
  }

  private String list() {
    String limit = values.has("--limit") ? "&" + parameter("limit", values.last("--limit", "")) : "";
    return parameter("list", prefix()) + limit;
  }

  private String prefix() {
    List<String> words = values.words();
    if (words.size() > 2) throw new UsageProblem("one word too many: " + words.get(2));
    return words.size() > 1 ? words.get(1) : "";
  }

  private String purge() {
    return values.has("--prefix") ? parameter("prefix", purgedPrefix()) : parameter("url", url());
  }

  private String purgedPrefix() {
    if (values.words().size() > 1) throw new UsageProblem("a URL or --prefix, not both: " + values.words().get(1));
    return values.last("--prefix", "");
  }

  /// Answers from the folder of an edge that need not run.
  private int inFolder(String what) {
    var folder = new CopyFolder(DataFolder.of(values, console));
    try {
      return switch (what) {
        case "status" -> tell(folder.status(), text::kept);
        case "list" -> tell(Map.of("copies", folder.list(prefix(), limit())), found -> text.list(found.get("copies")));
        case "show" -> tell(Map.of("copies", folder.show(url())), found -> text.show(found.get("copies")));
        case "purge" -> tell(Map.of("removed", purged(folder)), this::removed);
        default -> throw new UsageProblem("--data is for status, list, show and purge; " + what + " asks an edge that runs");
      };
    } catch (ArchiveProblem problem) {
      console.err().println("fivetwenty: " + problem.getMessage());
      return Exit.USAGE;
    }
  }

  private int limit() {
    String typed = values.last("--limit", "50");
    if (!typed.matches("[1-9][0-9]{0,5}")) throw new UsageProblem("--limit is a number: " + typed);
    return Integer.parseInt(typed);
  }

  private int purged(CopyFolder folder) {
    String wanted = values.has("--prefix") ? purgedPrefix() : url();
    return folder.purge(
        copy -> values.has("--prefix") ? copy.key().startsWith(wanted) : copy.key().equals(wanted),
        console.err()::println);
  }

  private void removed(JsonNode reply) {
    console.out().println("removed " + reply.get("removed").asString());
  }

  private int tell(Map<String, ?> found, Consumer<JsonNode> shown) {
    JsonMapper json = JsonMapper.shared();
    if (values.has("--json")) console.out().println(json.writeValueAsString(found));
    else shown.accept(json.valueToTree(found));
    return Exit.OK;
  }

  private int test() throws InterruptedException {
    String fields = String.join("\n", values.all("--header"));
    String query =
        parameter("test", url()) + "&" + parameter("status", values.last("--status", "520"))
            + "&" + parameter("fields", fields);
    return ask("GET", query, text::test);
  }

  private String url() {
    List<String> words = values.words();
    if (words.size() < 2) throw new UsageProblem("which URL? (--help shows how)");
    if (words.size() > 2) throw new UsageProblem("one word too many: " + words.get(2));
    return asAskedFor(words.get(1));
  }

  /// Returns what a browser makes of a URL that is typed: scheme and host in lower case, a path, no fragment.
  private static String asAskedFor(String typed) {
    Matcher parts = AUTHORITY.matcher(typed.replaceFirst("#.*", ""));
    if (!parts.matches()) return typed;
    String path = parts.group(2).startsWith("/") ? "" : "/";
    return parts.group(1).toLowerCase(Locale.ROOT) + path + parts.group(2);
  }

  private static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, UTF_8);
  }

  private int ask(String method, String query, Consumer<JsonNode> shown) throws InterruptedException {
    return ask(method, "/-/copies", query, shown);
  }

  private int ask(String method, String path, String query, Consumer<JsonNode> shown) throws InterruptedException {
    Endpoint admin = AdminOption.of(values);
    try {
      Reply reply = new AdminClient(admin).ask(method, path + (query.isEmpty() ? "" : "?" + query), WITHIN);
      if (reply.status() != 200) {
        console.err().print("fivetwenty: " + reply.text());
        return reply.status() >= 500 ? Exit.COULD_NOT_TELL : Exit.USAGE;
      }
      JsonNode read = JsonMapper.shared().readTree(reply.text());
      if (values.has("--json")) console.out().print(reply.text());
      else shown.accept(read);
      boolean refused = read.has("served") && read.get("served").isBoolean() && !read.get("served").asBoolean();
      return refused ? Exit.FAULT : Exit.OK;
    } catch (IOException problem) {
      console.err().println("fivetwenty: cannot ask " + admin + ": " + Problems.text(problem));
      return Exit.COULD_NOT_TELL;
    }
  }
}
