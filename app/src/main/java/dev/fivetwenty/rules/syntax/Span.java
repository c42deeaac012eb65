package dev.fivetwenty.rules.syntax;

/// Where something stands in the text of an expression, in characters from 0.
///
/// All are equal: where a node stands is no part of what it means, so that a tree that was printed
/// and read again is the same tree.
public record Span(int from, int to) {

  Span to(Span end) {
    return new Span(from, end.to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Span;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
