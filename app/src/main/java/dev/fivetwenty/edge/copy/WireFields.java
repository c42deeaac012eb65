package dev.fivetwenty.edge.copy;

import dev.fivetwenty.policy.alwaysonline.field.Fields;
import dev.fivetwenty.wire.FieldLines;

/// The fields of a head that was read. Valid as long as that is.
public record WireFields(FieldLines lines) implements Fields {

  @Override
  public byte[] bytes() {
    return lines.bytes();
  }

  @Override
  public int count() {
    return lines.fieldCount();
  }

  @Override
  public int nameStart(int field) {
    return lines.nameStart(field);
  }

  @Override
  public int nameEnd(int field) {
    return lines.nameEnd(field);
  }

  @Override
  public int valueStart(int field) {
    return lines.valueStart(field);
  }

  @Override
  public int valueEnd(int field) {
    return lines.valueEnd(field);
  }
}
