package dev.fivetwenty.rules;

import dev.fivetwenty.rules.eval.Compiler;
import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.AddressSource;
import dev.fivetwenty.rules.source.Condition;
import dev.fivetwenty.rules.source.NumberSource;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.rules.syntax.Fields;
import dev.fivetwenty.rules.syntax.Node;
import dev.fivetwenty.rules.syntax.Parser;
import dev.fivetwenty.rules.syntax.Printer;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.KeyBuffer;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;
import java.util.Set;

/// Something that requests are told apart by when they are counted: a field, all values of a header,
/// a cookie or an argument, or what a function makes of one. Immutable; any thread may ask.
///
/// Two are equal if they are spelt alike once printed.
public final class Characteristic {

  /// Adds its value of a request to a key.
  @FunctionalInterface
  private interface Writer {
    void write(RequestView view, KeyBuffer key);
  }

  private final Node.Value value;
  private final String printed;
  private final Writer writer;

  private Characteristic(Node.Value value) {
    this.value = value;
    this.printed = Printer.print(value);
    this.writer = writer(value);
  }

  /// @throws ExpressionProblem if it is no value, or one of the response
  public static Characteristic parse(String text) throws ExpressionProblem {
    Node.Value value = Parser.parseValue(text, Lists.NONE);
    if (Fields.in(value).stream().anyMatch(Field::isOfResponse)) {
      throw new ExpressionProblem(
          "requests are counted by what they bring, not by their response", text, 0, text.length());
    }
    return new Characteristic(value);
  }

  private static Writer writer(Node.Value value) {
    return switch (value.type()) {
      case STRING -> text(Compiler.text(value));
      case STRINGS -> texts(Compiler.array(value));
      case ADDRESS -> {
        AddressSource source = Compiler.address(value);
        yield (view, key) -> add(source.get(view), key);
      }
      case INTEGER -> {
        NumberSource source = Compiler.number(value);
        yield (view, key) -> key.add(source.get(view));
      }
      default -> {
        Condition condition = Compiler.truth(value);
        yield (view, key) -> key.add(condition.holds(view) ? 1 : 0);
      }
    };
  }

  private static void add(Address address, KeyBuffer key) {
    if (address == null) key.addMissing();
    else key.add(address);
  }

  private static Writer text(TextSource source) {
    return (view, key) -> {
      Slice text = view.scratch().take();
      if (source.get(view, text)) key.add(text);
      else key.addMissing();
      view.scratch().give();
    };
  }

  private static Writer texts(TextArray array) {
    return (view, key) -> {
      Scratch scratch = view.scratch();
      Slice text = scratch.take();
      int size = array.size(view);
      key.add(size);
      for (int i = 0; i < size; i++) {
        if (array.get(view, i, text)) key.add(text);
      }
      scratch.give();
    };
  }

  /// Adds its value of a request to a key; one that is missing, too.
  ///
  /// @param ipv6Prefix how many bits of an IPv6 address count where this is the client's address
  public void write(RequestView view, int ipv6Prefix, KeyBuffer key) {
    if (!(value instanceof Node.Of(var _, Field field)) || field != Field.CLIENT) {
      writer.write(view, key);
      return;
    }
    Address client = view.client();
    boolean whole = client == null || client.ipv4() || ipv6Prefix == client.bits();
    add(whole ? client : client.network(ipv6Prefix), key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Characteristic that && printed.equals(that.printed);
  }

  @Override
  public int hashCode() {
    return printed.hashCode();
  }

  /// Returns its usual spelling.
  @Override
  public String toString() {
    return printed;
  }

  /// Returns the fields that it looks at.
  public Set<Field> fields() {
    return Fields.in(value);
  }
}
