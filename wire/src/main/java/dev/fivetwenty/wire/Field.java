package dev.fivetwenty.wire;

/// One field line of a report: a copy, for people and tools that look at a message after the fact.
///
/// Name and value are ISO-8859-1, the value without surrounding white space, folds joined with one
/// SP. `lineBytes` is the size on the wire with its line end; `offset` that of the name's first byte.
///
/// @param cut the line reaches over a limit or lies behind one: it was measured, but its value is
///            missing, or there only as far as it was read
public record Field(String name, String value, long offset, int lineBytes, boolean cut) {

  /// A field that was read to its end.
  public Field(String name, String value, long offset, int lineBytes) {
    this(name, value, offset, lineBytes, false);
  }

  Field ofSize(int measured) {
    return new Field(name, value, offset, measured, true);
  }
}
