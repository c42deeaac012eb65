package dev.fivetwenty.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.rules.SampleRequest.Line;
import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.syntax.Function;
import dev.fivetwenty.rules.syntax.Literal;
import dev.fivetwenty.rules.syntax.Node;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Type;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Says what an expression means, slowly and in the plainest way: values are strings, lists and boxed
/// numbers, null is what is missing, and nothing is shared with the evaluators but the tree.
final class Reference {

  private final SampleRequest request;

  Reference(SampleRequest request) {
    this.request = request;
  }

  boolean holds(Node test) {
    return truth(test, -1);
  }

  private boolean truth(Node node, int item) {
    return switch (node) {
      case Node.Constant constant -> constant.value();
      case Node.Truth truth -> Boolean.TRUE.equals(value(truth.value(), item));
      case Node.Not not -> !truth(not.term(), item);
      case Node.Logic logic -> {
        List<Boolean> terms = logic.terms().stream().map(term -> truth(term, item)).toList();
        yield switch (logic.connective()) {
          case AND -> terms.stream().allMatch(b -> b);
          case OR -> terms.stream().anyMatch(b -> b);
          case XOR -> terms.stream().filter(b -> b).count() % 2 == 1;
        };
      }
      case Node.Comparison comparison -> compares(value(comparison.left(), item), comparison);
      case Node.Membership membership -> {
        Object left = value(membership.left(), item);
        yield left != null && membership.set().stream().anyMatch(literal -> isIn(left, literal));
      }
      case Node.InList list -> throw new IllegalArgumentException("no lists here: " + list);
      case Node.Value value -> Boolean.TRUE.equals(value(value, item));
    };
  }

  private static boolean compares(Object left, Node.Comparison comparison) {
    if (left == null) return false;
    Literal right = comparison.right();
    if (left instanceof Address address) {
      boolean same = address.equals(((Literal.Single) right).address());
      return switch (comparison.operator()) {
        case EQ -> same;
        case NE -> !same;
        default -> throw new IllegalArgumentException(comparison.operator() + " of an address");
      };
    }
    int order =
        left instanceof Long number
            ? number.compareTo(((Literal.Whole) right).number())
            : ((String) left).compareTo(((Literal.Text) right).octets());
    return switch (comparison.operator()) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
      case CONTAINS -> ((String) left).contains(((Literal.Text) right).octets());
      case MATCHES -> Pattern.compile(utf8(((Literal.Text) right).octets())).matcher(utf8((String) left)).find();
      case WILDCARD -> wildcard(((Literal.Text) right).octets(), Pattern.CASE_INSENSITIVE, (String) left);
      case STRICT_WILDCARD -> wildcard(((Literal.Text) right).octets(), 0, (String) left);
      case IN -> throw new IllegalArgumentException("a set is something else");
    };
  }

  private static boolean wildcard(String pattern, int flags, String text) {
    var regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') regex.append(".*");
      else regex.append(Pattern.quote(String.valueOf(c == '\\' ? pattern.charAt(++i) : c)));
    }
    return Pattern.compile(regex.toString(), flags | Pattern.DOTALL).matcher(text).matches();
  }

  private static boolean isIn(Object left, Literal literal) {
    return switch (literal) {
      case Literal.Text text -> text.octets().equals(left);
      case Literal.Whole whole -> left.equals(whole.number());
      case Literal.Wholes range -> (Long) left >= range.from() && (Long) left <= range.to();
      case Literal.Single single -> single.address().equals(left);
      case Literal.Block block ->
          ((Address) left).ipv4() == block.block().first().ipv4()
              && ((Address) left).network(block.block().prefix()).equals(block.block().first());
      case Literal.Addresses range ->
          ((Address) left).ipv4() == range.from().ipv4()
              && range.from().compareTo((Address) left) <= 0
              && range.to().compareTo((Address) left) >= 0;
    };
  }

  // Values.

  private Object value(Node node, int item) {
    return switch (node) {
      case Literal.Text text -> text.octets();
      case Literal.Whole whole -> whole.number();
      case Node.Of of -> field(of.field());
      case Node.Entry entry -> entry(((Node.Of) entry.map()).field(), entry.key().octets());
      case Node.Item at -> at(value(at.array(), item), at.index());
      case Node.Each each -> at(value(each.array(), item), item);
      case Node.Call call -> call(call, item);
      default -> throw new IllegalArgumentException("no value: " + node);
    };
  }

  private static Object at(Object array, int index) {
    List<?> items = (List<?>) array;
    return items == null || index >= items.size() ? null : items.get(index);
  }

  private Object field(Field field) {
    return switch (field) {
      case HOST -> request.text(Part.AUTHORITY);
      case METHOD -> request.text(Part.METHOD);
      case PATH -> request.text(Part.PATH);
      case QUERY -> request.text(Part.QUERY) == null ? "" : request.text(Part.QUERY);
      case RANDOM_SEED -> request.text(Part.RANDOM_SEED);
      case TLS -> request.isTls();
      case CLIENT -> request.client();
      case SECONDS -> Math.floorDiv(request.timeMillis(), 1000L);
      case USER_AGENT -> {
        List<Object> values = entry(Field.HEADERS, "user-agent");
        yield values == null ? "" : values.getFirst();
      }
      case HEADER_NAMES -> request.lines().stream().map(Line::name).toList();
      case HEADER_VALUES -> request.lines().stream().map(Line::value).toList();
      case ARG_NAMES -> pairs().stream().map(pair -> pair.split("=", -1)[0]).toList();
      default -> throw new IllegalArgumentException("not here: " + field);
    };
  }

  private List<String> pairs() {
    String query = request.text(Part.QUERY);
    return query == null ? List.of() : List.of(query.split("&")).stream().filter(p -> !p.isEmpty()).toList();
  }

  private List<Object> entry(Field map, String key) {
    List<Object> values =
        map == Field.HEADERS
            ? request.lines().stream().filter(line -> line.name().equalsIgnoreCase(key)).<Object>map(Line::value).toList()
            : pairs().stream().filter(pair -> pair.split("=", -1)[0].equals(key))
                .<Object>map(pair -> pair.indexOf('=') < 0 ? "" : pair.substring(pair.indexOf('=') + 1)).toList();
    return values.isEmpty() ? null : values;
  }

  // Functions.

  private Object call(Node.Call call, int item) {
    Node first = call.arguments().getFirst();
    List<Node.Each> each = new ArrayList<>();
    collect(first, each);
    if (call.function() == Function.HAS_KEY) {
      return entry(((Node.Of) first).field(), ((Literal.Text) call.arguments().get(1)).octets()) != null;
    }
    if (call.function() == Function.ANY || call.function() == Function.ALL) return quantified(call, first, each, item);
    if (each.isEmpty()) return apply(call, item);
    Object array = value(each.getFirst().array(), item);
    if (array == null) return null;
    var made = new ArrayList<Object>();
    for (int i = 0; i < ((List<?>) array).size(); i++) made.add(apply(call, i));
    return made;
  }

  private Object quantified(Node.Call call, Node test, List<Node.Each> each, int item) {
    boolean any = call.function() == Function.ANY;
    Object array = value(each.isEmpty() ? test : each.getFirst().array(), item);
    if (array == null) return false;
    boolean holds = !any;
    for (int i = 0; i < ((List<?>) array).size(); i++) {
      boolean one = each.isEmpty() ? Boolean.TRUE.equals(((List<?>) array).get(i)) : truth(test, i);
      holds = any ? holds || one : holds && one;
    }
    return holds;
  }

  private static void collect(Node node, List<Node.Each> each) {
    switch (node) {
      case Node.Each found -> each.add(found);
      case Node.Truth truth -> collect(truth.value(), each);
      case Node.Not not -> collect(not.term(), each);
      case Node.Logic logic -> logic.terms().forEach(term -> collect(term, each));
      case Node.Comparison comparison -> collect(comparison.left(), each);
      case Node.Membership membership -> collect(membership.left(), each);
      default -> { }
    }
  }

  private Object apply(Node.Call call, int item) {
    List<Object> a = call.arguments().stream().map(argument -> value(argument, item)).collect(Collectors.toList());
    if (a.contains(null)) return call.function().result() == Type.BOOLEAN ? (Object) false : null;
    return switch (call.function()) {
      case LEN -> (long) (a.getFirst() instanceof String text ? text.length() : ((List<?>) a.getFirst()).size());
      case LOWER -> ascii((String) a.getFirst(), true);
      case UPPER -> ascii((String) a.getFirst(), false);
      case CONCAT -> a.stream().map(Object::toString).collect(Collectors.joining());
      case HAS_VALUE -> ((List<?>) a.get(0)).contains(a.get(1));
      case ENCODE_BASE64 -> base64((String) a.getFirst(), a.size() > 1 ? (String) a.get(1) : "");
      case DECODE_BASE64 -> undone((String) a.getFirst());
      case SHA256 -> digest((String) a.getFirst());
      case UUIDV4 -> uuid((String) a.getFirst());
      case STARTS_WITH -> ((String) a.get(0)).startsWith((String) a.get(1));
      case ENDS_WITH -> ((String) a.get(0)).endsWith((String) a.get(1));
      case SUBSTRING -> substring((String) a.get(0), (Long) a.get(1), a.size() > 2 ? (Long) a.get(2) : null);
      case CIDR -> network((Address) a.get(0), (Long) a.get(1), (Long) a.get(2));
      case CIDR6 -> network((Address) a.get(0), 32, (Long) a.get(1));
      case JOIN -> ((List<?>) a.get(0)).stream().map(String.class::cast).collect(Collectors.joining((String) a.get(1)));
      case SPLIT -> List.of(((String) a.get(0)).split(Pattern.quote((String) a.get(1)), ((Long) a.get(2)).intValue()));
      case TO_STRING -> a.getFirst().toString();
      default -> throw new IllegalArgumentException("not here: " + call.function());
    };
  }

  private static Address network(Address address, long bits4, long bits6) {
    return address.network((int) (address.ipv4() ? bits4 : bits6));
  }

  private static String substring(String text, long start, Long end) {
    long from = Math.clamp(start < 0 ? text.length() + start : start, 0, text.length());
    long to = end == null ? text.length() : Math.clamp(end < 0 ? text.length() + end : end, 0, text.length());
    return text.substring((int) from, (int) Math.max(from, to));
  }

  /// Six bits at a time.
  private static String base64(String text, String flags) {
    String digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (flags.contains("u") ? "-_" : "+/");
    String bits =
        text.chars().mapToObj(c -> Integer.toBinaryString(c | 0x100).substring(1)).collect(Collectors.joining());
    var coded = new StringBuilder();
    for (int i = 0; i < bits.length(); i += 6) {
      String six = (bits + "00000").substring(i, i + 6);
      coded.append(digits.charAt(Integer.parseInt(six, 2)));
    }
    while (flags.contains("p") && coded.length() % 4 != 0) coded.append('=');
    return coded.toString();
  }

  private static String undone(String text) {
    try {
      return new String(Base64.getDecoder().decode(text.getBytes(ISO_8859_1)), ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static String digest(String text) {
    try {
      return new String(MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1)), ISO_8859_1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String uuid(String seed) {
    if (seed.length() < 16) return null;
    String hex = HexFormat.of().formatHex(seed.substring(0, 16).getBytes(ISO_8859_1));
    String variant = Integer.toHexString(Character.digit(hex.charAt(16), 16) & 3 | 8);
    return "%s-%s-4%s-%s%s-%s"
        .formatted(
            hex.substring(0, 8), hex.substring(8, 12), hex.substring(13, 16), variant, hex.substring(17, 20),
            hex.substring(20));
  }

  private static String ascii(String text, boolean lower) {
    return text.chars()
        .mapToObj(c -> c >= 0x80 ? String.valueOf((char) c) : inCase(String.valueOf((char) c), lower))
        .collect(Collectors.joining());
  }

  private static String inCase(String text, boolean lower) {
    return lower ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(ISO_8859_1), UTF_8);
  }
}
