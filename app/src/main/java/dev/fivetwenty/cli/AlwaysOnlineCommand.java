package dev.fivetwenty.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.cli.OptionTable.Values;
import dev.fivetwenty.cli.alwaysonline.CopiesText;
import dev.fivetwenty.cli.service.AdminClient;
import dev.fivetwenty.cli.service.AdminClient.Reply;
import dev.fivetwenty.config.Endpoint;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks an edge that runs about its copies.
final class AlwaysOnlineCommand implements Command {

  private static final Duration WITHIN = Duration.ofSeconds(10);

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

            -n, --limit N             list at most so many (default 50)
                --prefix PREFIX       purge all URLs that begin so
            -H, --header LINE         test with that field, such as 'Accept-Language: de'
                --status CODE         test for that failure (default 520)
                --json                print what the edge says, a JSON document
          """
              + AdminOption.HELP
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
    return switch (what) {
      case "status" -> ask("GET", "", text::status);
      case "list" -> ask("GET", list(), reply -> text.list(reply.get("copies")));
      case "show" -> ask("GET", parameter("show", url()), reply -> text.show(reply.get("copies")));
      case "purge" -> ask("DELETE", purge(), reply -> to.out().println("removed " + reply.get("removed").asString()));
      case "test" -> test();
      default -> throw Names.unknown(
          "way to look at copies", what, List.of("status", "list", "show", "purge", "test").stream(),
          "fivetwenty always-online --help");
    };
  }

  private String list() {
    List<String> words = values.words();
    if (words.size() > 2) throw new UsageProblem("one word too many: " + words.get(2));
    String limit = values.has("--limit") ? "&" + parameter("limit", values.last("--limit", "")) : "";
    return parameter("list", words.size() > 1 ? words.get(1) : "") + limit;
  }

  private String purge() {
    if (!values.has("--prefix")) return parameter("url", url());
    if (values.words().size() > 1) throw new UsageProblem("a URL or --prefix, not both: " + values.words().get(1));
    return parameter("prefix", values.last("--prefix", ""));
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
    return words.get(1);
  }

  private static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, UTF_8);
  }

  private int ask(String method, String query, Consumer<JsonNode> shown) throws InterruptedException {
    Endpoint admin = AdminOption.of(values);
    try {
      Reply reply = new AdminClient(admin).ask(method, "/-/copies" + (query.isEmpty() ? "" : "?" + query), WITHIN);
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
