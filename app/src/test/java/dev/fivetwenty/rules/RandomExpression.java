package dev.fivetwenty.rules;

import dev.fivetwenty.rules.request.Part;
import java.util.List;
import java.util.random.RandomGenerator;

/// Writes expressions at random, about texts that requests of [#request] often have.
final class RandomExpression {

  private static final List<String> TEXTS = List.of("", "a", "b", "A", "ab", "aB", "ba", "x-a", "x-b", "a,b", "ä");
  private static final List<String> ADDRESSES =
      List.of("192.0.2.1", "192.0.2.130", "198.51.100.7", "2001:db8::1", "2001:db8:1::2");
  private static final List<String> BLOCKS =
      List.of("192.0.2.0/24", "192.0.2.128/25", "192.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "::/0",
          "192.0.2.1..192.0.2.200", "2001:db8::1..2001:db8::f");
  private static final List<String> REGEXES = List.of("a", "^a", "b$", "^$", "a.b", "[ab]+", "^x-", "(?i)AB", "a|b");
  private static final List<String> WILDCARDS = List.of("*", "a*", "*b", "*A*", "x-*", "", "ab");
  private static final List<String> LONELY_OPERATORS = List.of("eq", "ne", "==", "!=");
  private static final List<String> ORDERED = List.of("eq", "ne", "lt", "le", "gt", "ge", "<", ">=", "==");

  private final RandomGenerator random;

  RandomExpression(RandomGenerator random) {
    this.random = random;
  }

  SampleRequest request() {
    SampleRequest request = SampleRequest.get((random.nextBoolean() ? "http" : "https") + "://" + hostOr("a") + "/" + text());
    if (random.nextInt(3) > 0) {
      request.part(
          Part.QUERY,
          pick(List.of("a=b", "b", "a=&a=ab&b=a", "&&a", "x=1&b=b&b=a", "a=a=b")));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      request.field(pick(List.of("X-A", "x-a", "X-B", "User-Agent", "aB")), text());
    }
    return request.from(random.nextInt(8) == 0 ? null : pick(ADDRESSES)).at(random.nextInt(5000));
  }

  private String hostOr(String otherwise) {
    String host = text();
    return host.isEmpty() || host.contains(",") ? otherwise : host;
  }

  /// Writes a test.
  String test(int depth) {
    return test(depth, null);
  }

  /// @param item what stands for an item of the array that is looked at; null outside of `any` and `all`
  private String test(int depth, String item) {
    if (depth == 0) return comparison(0, item);
    return switch (random.nextInt(item == null ? 9 : 6)) {
      case 0 -> (random.nextBoolean() ? "not " : "!") + "(" + test(depth - 1, item) + ")";
      case 1 -> test(depth - 1, item) + pick(List.of(" and ", " && ")) + test(depth - 1, item);
      case 2 -> test(depth - 1, item) + pick(List.of(" or ", " || ")) + test(depth - 1, item);
      case 3 -> test(depth - 1, item) + pick(List.of(" xor ", " ^^ ")) + test(depth - 1, item);
      case 4 -> "not " + comparison(depth, item);
      case 5, 6 -> comparison(depth, item);
      case 7 -> pick(List.of("any", "all")) + "(" + items(depth) + ")";
      default -> pick(List.of("any", "all")) + "(starts_with(" + array() + "[*], " + quoted() + "))";
    };
  }

  private String items(int depth) {
    String array = array();
    String item =
        switch (random.nextInt(3)) {
          case 0 -> "lower(" + array + "[*])[*]";
          case 1 -> "split(http.host, \"a\", 3)[*]";
          default -> array + "[*]";
        };
    // One of the terms looks at the items for sure.
    return comparison(0, item) + pick(List.of(" and ", " or ", " xor ")) + test(depth - 1, item);
  }

  private String comparison(int depth, String item) {
    return switch (random.nextInt(item == null ? 8 : 3)) {
      case 0 -> string(depth, item) + " in {" + quoted() + " " + quoted() + "}";
      case 1 -> string(depth, item) + pick(List.of(" contains ", " lt ", " ne ", " == ", " ge ", " eq ", " eq ")) + quoted();
      case 2 -> string(depth, item) + matching();
      case 3 -> "ip.src " + pick(LONELY_OPERATORS) + " " + pick(ADDRESSES);
      case 4 -> address() + " in {" + pick(BLOCKS) + " " + pick(ADDRESSES) + "}";
      case 5 -> number(depth) + " " + pick(ORDERED) + " " + random.nextInt(5);
      case 6 -> number(depth) + " in {1 3..4}";
      default -> pick(List.of("ssl", "true", "false", "starts_with(" + string(0, null) + ", " + quoted() + ")",
          "has_key(http.request.headers, \"" + pick(List.of("x-a", "x-b", "x-none")) + "\")",
          "has_key(http.request.uri.args, " + quoted() + ")", "has_value(" + array() + ", " + string(0, null) + ")",
          "ends_with(" + field() + ", " + string(0, null) + ")"));
    };
  }

  private String matching() {
    return switch (random.nextInt(3)) {
      case 0 -> pick(List.of(" matches ", " ~ ")) + '"' + pick(REGEXES) + '"';
      case 1 -> " wildcard \"" + pick(WILDCARDS) + '"';
      default -> " strict wildcard r\"" + pick(WILDCARDS) + '"';
    };
  }

  private String string(int depth, String item) {
    if (item != null) return item;
    if (depth == 0) return field();
    return switch (random.nextInt(12)) {
      case 0 -> "lower(" + string(depth - 1, null) + ")";
      case 1 -> "upper(" + string(depth - 1, null) + ")";
      case 2 -> "concat(" + string(depth - 1, null) + ", " + quoted() + ")";
      case 3 -> "substring(" + string(depth - 1, null) + ", " + (random.nextInt(7) - 3) + ", " + (random.nextInt(7) - 3) + ")";
      case 4 -> "join(" + array() + ", \",\")";
      case 5 -> "split(" + field() + ", \"a\", " + (1 + random.nextInt(3)) + ")[" + random.nextInt(3) + "]";
      case 6 -> "to_string(" + pick(List.of("ip.src", "ssl", "len(http.host)")) + ")";
      case 7 -> "encode_base64(" + string(depth - 1, null) + pick(List.of("", ", \"p\"", ", \"u\"", ", \"up\"")) + ")";
      case 8 -> "decode_base64(" + pick(List.of(field(), "encode_base64(" + field() + ", \"p\")")) + ")";
      case 9 -> "sha256(" + string(depth - 1, null) + ")";
      case 10 -> pick(List.of("uuidv4(cf.random_seed)", "uuidv4(sha256(" + field() + "))", "uuidv4(http.host)"));
      default -> array() + "[" + random.nextInt(3) + "]";
    };
  }

  private String number(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> "http.request.timestamp.sec";
      case 1 -> "len(" + array() + ")";
      case 2 -> "len(" + array() + "[*])[" + random.nextInt(2) + "]";
      default -> "len(" + string(depth == 0 ? 0 : depth - 1, null) + ")";
    };
  }

  private String address() {
    return pick(List.of("ip.src", "cidr(ip.src, 24, 64)", "cidr6(ip.src, 48)"));
  }

  private String field() {
    return pick(List.of("http.host", "http.request.uri.path", "http.user_agent", "http.request.uri.query",
        "http.request.headers[\"x-a\"][0]", "http.request.uri.args[\"a\"][1]"));
  }

  private String array() {
    return pick(List.of("http.request.headers[\"x-a\"]", "http.request.headers[\"x-b\"]", "http.request.headers.names",
        "http.request.headers.values", "http.request.uri.args[\"a\"]", "http.request.uri.args[\"b\"]",
        "http.request.uri.args.names"));
  }

  private String text() {
    return pick(TEXTS);
  }

  private String quoted() {
    return '"' + text() + '"';
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
