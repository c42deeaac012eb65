package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.value.Slice;
import dev.fivetwenty.wire.FieldLines;

/// Field lines as rules see them, where they lie. Set anew for each message.
final class LinesView implements FieldSection {

  private FieldLines lines;

  /// @param of null where there is no message
  void set(FieldLines of) {
    lines = of;
  }

  @Override
  public int count() {
    return lines == null ? 0 : lines.fieldCount();
  }

  @Override
  public void name(int field, Slice out) {
    out.set(lines.bytes(), lines.nameStart(field), lines.nameEnd(field));
  }

  @Override
  public void value(int field, Slice out) {
    out.set(lines.bytes(), lines.valueStart(field), lines.valueEnd(field));
  }
}
