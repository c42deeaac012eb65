package dev.fivetwenty.har.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One JSON value. Immutable; members keep their order, also those of one name.
public sealed interface Json {

  /// Text.
  ///
  /// @param dropped bytes of it in the file that were not kept because it is over a bound
  record Text(String value, long dropped) implements Json {
    public Text(String value) {
      this(value, 0);
    }
  }

  /// A number with the digits it was written with.
  record Num(String digits) implements Json {}

  /// Truth values and null.
  enum Word implements Json {
    TRUE,
    FALSE,
    NULL
  }

  /// A list.
  record Arr(List<Json> values) implements Json {
    public static final Arr EMPTY = new Arr(List.of());

    public Arr map(UnaryOperator<Json> change) {
      return new Arr(values.stream().map(change).toList());
    }
  }

  /// A name and its value.
  record Member(String name, Json value) {}

  /// An object. Of members with one name the last one counts, as in browsers.
  record Obj(List<Member> members) implements Json {

    public static final Obj EMPTY = new Obj(List.of());

    public Optional<Json> get(String name) {
      for (int i = members.size() - 1; i >= 0; i--) {
        if (members.get(i).name().equals(name)) return Optional.of(members.get(i).value());
      }
      return Optional.empty();
    }

    public boolean has(String name) {
      return get(name).isPresent();
    }

    /// Returns the text or the digits of that name, empty where there are none.
    public String text(String name) {
      return switch (get(name).orElse(Word.NULL)) {
        case Text(String value, long _) -> value;
        case Num(String digits) -> digits;
        default -> "";
      };
    }

    /// Returns the number of that name, also one that was written as text, else `otherwise`.
    public double number(String name, double otherwise) {
      String digits = text(name);
      if (digits.isEmpty()) return otherwise;
      try {
        return Double.parseDouble(digits);
      } catch (NumberFormatException _) {
        return otherwise;
      }
    }

    /// Returns the object of that name, an empty one where there is none.
    public Obj object(String name) {
      return get(name).filter(Obj.class::isInstance).map(Obj.class::cast).orElse(EMPTY);
    }

    /// Returns the values of the list of that name, none where there is none.
    public List<Json> list(String name) {
      return get(name).filter(Arr.class::isInstance).map(a -> ((Arr) a).values())
          .orElse(List.of());
    }

    /// Returns this object without what has one of these names.
    public Obj without(String... names) {
      List<String> gone = List.of(names);
      return new Obj(members.stream().filter(member -> !gone.contains(member.name())).toList());
    }

    /// Returns this object with the value in the place of all others of that name, else at the end.
    public Obj with(String name, Json value) {
      var changed = new ArrayList<Member>(members.size() + 1);
      boolean placed = false;
      for (Member member : members) {
        boolean same = member.name().equals(name);
        if (!same) changed.add(member);
        else if (!placed) changed.add(new Member(name, value));
        placed |= same;
      }
      if (!placed) changed.add(new Member(name, value));
      return new Obj(changed);
    }
  }

  static Json of(String value) {
    return new Text(value);
  }

  static Json of(long value) {
    return new Num(Long.toString(value));
  }

  /// Returns milliseconds, to the microsecond: as much as the clock of an event loop has.
  static Json millis(double value) {
    return new Num(
        BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros()
            .toPlainString());
  }

  static Json of(boolean value) {
    return value ? Word.TRUE : Word.FALSE;
  }

  /// Returns an object of names and values in turn.
  static Obj object(Object... namesAndValues) {
    var members = new ArrayList<Member>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.add(new Member((String) namesAndValues[i], (Json) namesAndValues[i + 1]));
    }
    return new Obj(members);
  }
}
