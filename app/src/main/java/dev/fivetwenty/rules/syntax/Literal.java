package dev.fivetwenty.rules.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressBlock;
import dev.fivetwenty.rules.value.Type;

/// A value that stands in an expression itself.
public sealed interface Literal extends Node.Value {

  /// A string.
  ///
  /// @param octets a character from 0 to 255 for each byte
  /// @param hashes of a raw string; [#QUOTED] for a quoted one, [#PATTERN] where the quoted one is a
  ///               pattern, in which only `\"` is undone
  record Text(Span span, String octets, int hashes) implements Literal {

    public static final int QUOTED = -1;
    public static final int PATTERN = -2;

    public byte[] bytes() {
      return octets.getBytes(ISO_8859_1);
    }

    @Override
    public Type type() {
      return Type.STRING;
    }
  }

  record Whole(Span span, long number) implements Literal {
    @Override
    public Type type() {
      return Type.INTEGER;
    }
  }

  /// From one integer to another, both included; only in a set.
  record Wholes(Span span, long from, long to) implements Literal {
    @Override
    public Type type() {
      return Type.INTEGER;
    }
  }

  record Single(Span span, Address address) implements Literal {
    @Override
    public Type type() {
      return Type.ADDRESS;
    }
  }

  /// A block of addresses; only in a set.
  record Block(Span span, AddressBlock block) implements Literal {
    @Override
    public Type type() {
      return Type.ADDRESS;
    }
  }

  /// From one address to another of the same family, both included; only in a set.
  record Addresses(Span span, Address from, Address to) implements Literal {
    @Override
    public Type type() {
      return Type.ADDRESS;
    }
  }
}
