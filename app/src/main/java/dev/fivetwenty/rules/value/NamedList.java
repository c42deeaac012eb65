package dev.fivetwenty.rules.value;

/// What a `$name` stands for.
public sealed interface NamedList {

  Type type();

  record Addresses(AddressTrie trie) implements NamedList {
    @Override
    public Type type() {
      return Type.ADDRESS;
    }
  }

  record Texts(TextSet set) implements NamedList {
    @Override
    public Type type() {
      return Type.STRING;
    }
  }

  record Numbers(NumberSet set) implements NamedList {
    @Override
    public Type type() {
      return Type.INTEGER;
    }
  }
}
