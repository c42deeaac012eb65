package dev.fivetwenty.admin;

import dev.fivetwenty.admin.WatchResource.Wrong;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/-/copies`: what Always Online counts; with `list=PREFIX` copies, with `show=URL` one, with `test=URL` whether it
/// would be served; DELETE with `url=URL` or `prefix=PREFIX` removes. Parameters come in the query; answers are JSON.
final class CopyResource {

  static final String METHODS = "GET, HEAD, DELETE";

  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 1000;
  private static final List<String> KNOWN = List.of("list", "limit", "show", "test", "fields", "status", "url", "prefix");

  /// @param copies empty where no route keeps any
  static Answer answer(AdminRequest request, Optional<Copies> copies) {
    if (copies.isEmpty()) return Answer.text(409, "no route has always_online\n");
    boolean reads = !request.method().equals("DELETE");
    if (!reads && !request.origin().isEmpty()) return Answer.text(403, "not from a web page\n");
    try {
      Map<String, String> wish = WatchResource.parameters(request.query());
      for (String name : wish.keySet()) {
        if (!KNOWN.contains(name)) throw new Wrong("there is no " + name + "; there are " + String.join(", ", KNOWN));
      }
      return WatchResource.json(reads ? read(wish, copies.get()) : Map.of("removed", remove(wish, copies.get())));
    } catch (Wrong | IllegalArgumentException wrong) {
      return Answer.text(400, wrong.getMessage() + "\n");
    }
  }

  /// Has crawls begin.
  static Answer crawl(AdminRequest request, Optional<Copies> copies) {
    if (!request.origin().isEmpty()) return Answer.text(403, "not from a web page\n");
    int crawls = copies.map(Copies::crawl).orElse(0);
    return crawls == 0
        ? Answer.text(409, "no route has always_online with a crawl\n")
        : WatchResource.json(Map.of("began", crawls));
  }

  private static Object read(Map<String, String> wish, Copies copies) throws Wrong {
    if (wish.containsKey("list")) return Map.of("copies", copies.list(wish.get("list"), limit(wish)));
    if (wish.containsKey("show")) return Map.of("copies", copies.show(wish.get("show")));
    if (!wish.containsKey("test")) return copies.status();
    List<String> fields = wish.getOrDefault("fields", "").lines().filter(line -> !line.isBlank()).toList();
    return copies.test(wish.get("test"), fields, number(wish, "status", 520, 999));
  }

  private static int limit(Map<String, String> wish) throws Wrong {
    return number(wish, "limit", USUAL_LIMIT, MOST);
  }

  private static int number(Map<String, String> wish, String name, int usual, int most) throws Wrong {
    String text = wish.getOrDefault(name, Integer.toString(usual));
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > most) {
      throw new Wrong(name + " is from 1 to " + most + ": " + text);
    }
    return Integer.parseInt(text);
  }

  private static int remove(Map<String, String> wish, Copies copies) throws Wrong {
    if (wish.containsKey("url")) return copies.purge(wish.get("url"), false);
    if (wish.containsKey("prefix")) return copies.purge(wish.get("prefix"), true);
    throw new Wrong("which? url=URL is one, prefix= is all");
  }

  private CopyResource() {}
}
