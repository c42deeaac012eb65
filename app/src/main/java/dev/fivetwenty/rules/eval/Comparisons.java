package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.regex.TextPattern;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.AddressSource;
import dev.fivetwenty.rules.source.Condition;
import dev.fivetwenty.rules.source.NumberSource;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.syntax.Operator;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.rules.value.NumberSet;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;
import dev.fivetwenty.rules.value.TextSet;
import dev.fivetwenty.rules.value.Wildcard;

/// Comparisons of one value. With a missing one none holds, `ne` neither.
final class Comparisons {

  /// What is asked of a text.
  @FunctionalInterface
  interface TextTest {
    boolean holds(Slice text);
  }

  record OfText(TextSource source, TextTest test) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      Scratch scratch = view.scratch();
      Slice text = scratch.take();
      boolean holds = source.get(view, text) && test.holds(text);
      scratch.give();
      return holds;
    }
  }

  static TextTest text(Operator operator, byte[] with) {
    return switch (operator) {
      case EQ -> text -> text.is(with);
      case NE -> text -> !text.is(with);
      case LT -> text -> text.compareTo(with) < 0;
      case LE -> text -> text.compareTo(with) <= 0;
      case GT -> text -> text.compareTo(with) > 0;
      case GE -> text -> text.compareTo(with) >= 0;
      case CONTAINS -> text -> text.indexOf(with, 0) >= 0;
      case WILDCARD -> wildcard(Wildcard.of(with, true));
      case STRICT_WILDCARD -> wildcard(Wildcard.of(with, false));
      case MATCHES, IN -> throw new IllegalArgumentException(operator + " takes something else");
    };
  }

  private static TextTest wildcard(Wildcard pattern) {
    return pattern::matches;
  }

  static TextTest regex(TextPattern pattern) {
    return pattern::isIn;
  }

  static TextTest oneOf(TextSet set) {
    return set::contains;
  }

  record OfNumber(NumberSource source, Operator operator, long with) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      long number = source.get(view);
      if (number == NumberSource.MISSING) return false;
      return switch (operator) {
        case EQ -> number == with;
        case NE -> number != with;
        case LT -> number < with;
        case LE -> number <= with;
        case GT -> number > with;
        case GE -> number >= with;
        default -> throw new IllegalStateException(operator + " compares no integers");
      };
    }
  }

  record NumberIn(NumberSource source, NumberSet set) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      long number = source.get(view);
      return number != NumberSource.MISSING && set.contains(number);
    }
  }

  record OfAddress(AddressSource source, boolean equal, Address with) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      Address address = source.get(view);
      return address != null && address.equals(with) == equal;
    }
  }

  record AddressIn(AddressSource source, AddressTrie set) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      Address address = source.get(view);
      return address != null && set.contains(address);
    }
  }

  /// Whether one string begins, or ends, with another.
  record Affix(TextSource source, TextSource part, boolean start) implements Condition {
    @Override
    public boolean holds(RequestView view) {
      Scratch scratch = view.scratch();
      Slice text = scratch.take();
      Slice affix = scratch.take();
      boolean known = source.get(view, text) && part.get(view, affix);
      boolean holds = known && (start ? text.startsWith(affix) : text.endsWith(affix));
      scratch.give();
      scratch.give();
      return holds;
    }
  }

  private Comparisons() {}
}
