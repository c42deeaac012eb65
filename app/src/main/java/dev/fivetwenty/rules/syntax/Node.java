package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.value.Type;
import java.util.List;

/// A part of an expression.
public sealed interface Node {

  Span span();

  /// Something that is compared, or handed to a function.
  sealed interface Value extends Node permits Of, Item, Entry, Each, Call, Literal {
    /// Returns the type; of an array that is looked at item by item that of an item.
    Type type();
  }

  /// Something that is true or not.
  sealed interface Test extends Node permits Constant, Truth, Not, Logic, Comparison, Membership, InList {}

  /// A field of the request.
  record Of(Span span, Field field) implements Value {
    @Override
    public Type type() {
      return field.type();
    }
  }

  /// `array[0]`.
  record Item(Span span, Value array, int index) implements Value {
    @Override
    public Type type() {
      return array.type().item();
    }
  }

  /// `map["key"]`.
  record Entry(Span span, Value map, Literal.Text key) implements Value {
    @Override
    public Type type() {
      return Type.STRINGS;
    }
  }

  /// `array[*]`: what it stands in is evaluated for each item.
  record Each(Span span, Value array) implements Value {
    @Override
    public Type type() {
      return array.type().item();
    }
  }

  /// @param type of what it returns: an array where it is called for each item of its first argument
  record Call(Span span, Function function, List<Node> arguments, Type type) implements Value {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// `true` or `false`.
  record Constant(Span span, boolean value) implements Test {}

  /// A value that is true or not by itself.
  record Truth(Span span, Value value) implements Test {}

  record Not(Span span, Test term) implements Test {}

  /// @param terms at least two
  record Logic(Span span, Connective connective, List<Test> terms) implements Test {
    public Logic {
      terms = List.copyOf(terms);
    }
  }

  record Comparison(Span span, Value left, Operator operator, Literal right) implements Test {}

  /// `in {…}`.
  ///
  /// @param set all of one type
  record Membership(Span span, Value left, List<Literal> set) implements Test {
    public Membership {
      set = List.copyOf(set);
    }
  }

  /// `in $name`.
  record InList(Span span, Value left, String list) implements Test {}

  /// What binds tests together, the strongest first.
  enum Connective {
    AND("and", "&&"),
    XOR("xor", "^^"),
    OR("or", "||");

    private final String word;
    private final String sign;

    Connective(String word, String sign) {
      this.word = word;
      this.sign = sign;
    }

    public String word() {
      return word;
    }

    boolean isAt(Token token) {
      return token.isWord(word) || token.is(sign);
    }
  }
}
