package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.AddressSource;
import dev.fivetwenty.rules.source.Condition;
import dev.fivetwenty.rules.source.NumberSource;
import dev.fivetwenty.rules.source.Sized;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.syntax.Function;
import dev.fivetwenty.rules.syntax.Items;
import dev.fivetwenty.rules.syntax.Literal;
import dev.fivetwenty.rules.syntax.Node.Call;
import dev.fivetwenty.rules.syntax.Node.Each;
import dev.fivetwenty.rules.syntax.Node.Entry;
import dev.fivetwenty.rules.syntax.Node.Item;
import dev.fivetwenty.rules.syntax.Node.Of;
import dev.fivetwenty.rules.syntax.Node.Value;
import dev.fivetwenty.rules.syntax.Node;
import dev.fivetwenty.rules.syntax.Regexes;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Slice;
import dev.fivetwenty.rules.value.Type;
import dev.fivetwenty.rules.value.Wildcard;
import java.util.List;

/// Makes evaluators of values.
final class Values {

  private final Compiler compiler;

  Values(Compiler compiler) {
    this.compiler = compiler;
  }

  // Strings.

  TextSource text(Node value) {
    return switch (value) {
      case Literal.Text literal -> constant(literal.bytes());
      case Of of -> FieldTexts.of(of.field());
      case Item item -> new ItemTexts.At(array(item.array()), item.index());
      // What a function makes of an item is asked for while that item is looked at.
      case Each(_, Call call) when isMapped(call) -> text(call);
      case Each each -> new ItemTexts.Current(array(each.array()));
      case Call call -> call(call);
      default -> throw new IllegalStateException("no string: " + value);
    };
  }

  private static TextSource constant(byte[] text) {
    return (_, out) -> {
      out.set(text);
      return true;
    };
  }

  private TextSource call(Call call) {
    List<Node> a = call.arguments();
    return switch (call.function()) {
      case CONCAT -> new TextFunctions.Concat(a.stream().map(this::piece).toList());
      case JOIN -> new TextFunctions.Join(array(a.get(0)), bytes(a.get(1)));
      case SUBSTRING ->
          new TextFunctions.Substring(
              text(a.get(0)), number(a.get(1)), a.size() > 2 ? number(a.get(2)) : null);
      case LOOKUP_JSON_STRING -> lookup(a);
      case TO_STRING -> shown(a.getFirst());
      default -> new TextFunctions.Changed(text(a.getFirst()), change(call.function(), a));
    };
  }

  private TextSource piece(Node node) {
    return ((Value) node).type() == Type.INTEGER ? shown(node) : text(node);
  }

  private static TextFunctions.Change change(Function function, List<Node> a) {
    return switch (function) {
      case LOWER -> Letters::lower;
      case UPPER -> Letters::upper;
      case URL_DECODE -> UrlDecoding.of(a.size() > 1 ? string(a.get(1)) : "");
      case REGEX_REPLACE -> Replacement.regex(Regexes.compile(string(a.get(1))), string(a.get(2)));
      case WILDCARD_REPLACE ->
          Replacement.wildcard(
              Wildcard.of(bytes(a.get(1)), a.size() < 4 || !string(a.get(3)).contains("s")), string(a.get(2)));
      case REMOVE_BYTES -> TextFunctions.removeBytes(bytes(a.get(1)));
      case REMOVE_QUERY_ARGS ->
          TextFunctions.removeArguments(a.stream().skip(1).map(Values::bytes).toList());
      case DECODE_BASE64 -> Codings::decodeBase64;
      case ENCODE_BASE64 -> Codings.encodeBase64(a.size() > 1 ? string(a.get(1)) : "");
      case SHA256 -> Codings::sha256;
      case UUIDV4 -> Codings::uuid;
      default -> throw new IllegalStateException("no string: " + function);
    };
  }

  private JsonLookup lookup(List<Node> arguments) {
    List<Object> keys =
        arguments.stream().skip(1)
            .<Object>map(key -> key instanceof Literal.Whole whole ? whole.number() : string(key))
            .toList();
    return new JsonLookup(text(arguments.getFirst()), keys);
  }

  private TextSource shown(Node node) {
    Value value = (Value) node;
    return switch (value.type()) {
      case INTEGER -> {
        NumberSource number = number(value);
        yield (view, out) -> {
          long known = number.get(view);
          return known != NumberSource.MISSING && lay(Long.toString(known), out);
        };
      }
      case ADDRESS -> {
        AddressSource source = address(value);
        yield (view, out) -> {
          Address address = source.get(view);
          return address != null && lay(address.toString(), out);
        };
      }
      default -> {
        Condition condition = compiler.truthOf(value);
        yield (view, out) -> lay(Boolean.toString(condition.holds(view)), out);
      }
    };
  }

  private static boolean lay(String text, Slice out) {
    out.set(text.getBytes(UTF_8));
    return true;
  }

  private static byte[] bytes(Node literal) {
    return ((Literal.Text) literal).bytes();
  }

  private static String string(Node literal) {
    return new String(bytes(literal), UTF_8);
  }

  // Arrays.

  private static boolean isMapped(Value array) {
    return array instanceof Call call && Items.in(call.arguments().getFirst()) != null
        && call.function() != Function.ANY && call.function() != Function.ALL;
  }

  /// Returns how long an array is; what a function makes of one is as long as that one.
  Sized sized(Value array) {
    if (isMapped(array)) return sized(Items.in(((Call) array).arguments().getFirst()).array());
    return array(array);
  }

  TextArray array(Node array) {
    return switch (array) {
      case Of of -> array(of.field());
      case Entry entry -> entry(((Of) entry.map()).field(), entry.key().bytes());
      case Call call when isMapped(call) -> new ItemTexts.Mapped(sized(call), text(call));
      case Call call when call.function() == Function.SPLIT -> {
        List<Node> a = call.arguments();
        yield new Split(text(a.get(0)), bytes(a.get(1)), (int) whole(a.get(2)));
      }
      default -> throw new IllegalStateException("no array: " + array);
    };
  }

  private static TextArray array(Field field) {
    return switch (field) {
      case HEADER_NAMES -> new SectionTexts(RequestView::fields, true);
      case HEADER_VALUES -> new SectionTexts(RequestView::fields, false);
      case RESPONSE_HEADER_NAMES -> new SectionTexts(RequestView::responseFields, true);
      case RESPONSE_HEADER_VALUES -> new SectionTexts(RequestView::responseFields, false);
      case ARG_NAMES -> Pairs.argumentNames();
      case ARG_VALUES -> Pairs.argumentValues();
      default -> throw new IllegalStateException("no array: " + field);
    };
  }

  Condition hasKey(List<Node> a) {
    TextArray values = entry(((Of) a.get(0)).field(), bytes(a.get(1)));
    return view -> values.size(view) != Sized.MISSING;
  }

  private static TextArray entry(Field map, byte[] key) {
    return switch (map) {
      case HEADERS -> new Named(RequestView::fields, key);
      case RESPONSE_HEADERS -> new Named(RequestView::responseFields, key);
      case COOKIES -> Pairs.cookies(key);
      case ARGS, RAW_ARGS -> Pairs.arguments(key);
      default -> throw new IllegalStateException("no map: " + map);
    };
  }

  // Integers and addresses.

  NumberSource number(Node value) {
    return switch (value) {
      case Literal.Whole whole -> _ -> whole.number();
      case Of of -> number(of.field());
      case Each each -> number(each.array());
      case Item item -> at(sized(item.array()), number(item.array()), item.index());
      case Call call when call.function() == Function.LOOKUP_JSON_INTEGER -> lookup(call.arguments()).number();
      case Call call -> length(call.arguments().getFirst());
      default -> throw new IllegalStateException("no integer: " + value);
    };
  }

  private static NumberSource at(Sized array, NumberSource item, int place) {
    return view -> {
      if (place >= array.size(view)) return NumberSource.MISSING;
      int before = view.index(place);
      long number = item.get(view);
      view.index(before);
      return number;
    };
  }

  private NumberSource length(Node of) {
    Value value = (Value) of;
    if (value.type() != Type.STRING) {
      Sized array = sized(value);
      return view -> {
        int size = array.size(view);
        return size == Sized.MISSING ? NumberSource.MISSING : size;
      };
    }
    TextSource source = text(value);
    return view -> {
      Slice text = view.scratch().take();
      long length = source.get(view, text) ? text.length() : NumberSource.MISSING;
      view.scratch().give();
      return length;
    };
  }

  private static NumberSource number(Field field) {
    return switch (field) {
      case SECONDS -> view -> Math.floorDiv(view.timeMillis(), 1000L);
      case MILLISECONDS -> view -> Math.floorMod(view.timeMillis(), 1000L);
      case STATUS -> view -> view.status() == 0 ? NumberSource.MISSING : view.status();
      case ORIGIN_TIME -> view -> view.originMillis() < 0 ? NumberSource.MISSING : view.originMillis();
      default -> throw new IllegalStateException("no integer: " + field);
    };
  }

  AddressSource address(Node value) {
    if (value instanceof Of) return RequestView::client;
    Call call = (Call) value;
    List<Node> a = call.arguments();
    AddressSource source = address(a.getFirst());
    boolean both = call.function() == Function.CIDR;
    int bits4 = both ? (int) whole(a.get(1)) : 32;
    int bits6 = (int) whole(a.getLast());
    return view -> {
      Address address = source.get(view);
      return address == null ? null : address.network(address.ipv4() ? bits4 : bits6);
    };
  }

  private static long whole(Node literal) {
    return ((Literal.Whole) literal).number();
  }

  Condition timedHmac(List<Node> a) {
    return new TimedHmac(
        bytes(a.get(0)), text(a.get(1)), whole(a.get(2)), number(a.get(3)),
        a.size() > 4 ? (int) whole(a.get(4)) : 0, a.size() > 5 && string(a.get(5)).contains("s"));
  }
}
