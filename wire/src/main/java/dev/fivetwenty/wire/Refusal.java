package dev.fivetwenty.wire;

import java.nio.ByteBuffer;
import java.util.List;

/// A head that the profile refused, and what is measured of it afterwards; until then, a head as it
/// is read.
final class Refusal {

  private final HeadBuffer buffer;
  private final FieldIndex fields;
  private final StatusLine line;
  private final FieldSection section;
  private final Violations violations;

  /// Null as long as nothing is refused, or where nothing more is worth measuring.
  private Aftermath aftermath;

  Refusal(
      HeadBuffer buffer,
      FieldIndex fields,
      StatusLine line,
      FieldSection section,
      Violations violations) {
    this.buffer = buffer;
    this.fields = fields;
    this.line = line;
    this.section = section;
    this.violations = violations;
  }

  void begin() {
    aftermath = null;
  }

  /// Says that the bytes of a status line were refused, and returns whether more are to be read.
  boolean ofStatusLine() {
    aftermath = Opening.of(violations.refused(), line.protocol());
    return takesKept(line.start());
  }

  /// Says that a header section was refused, and returns whether more of it is to be read.
  boolean ofSection() {
    if (section.isOverLimit()) aftermath = section.measure(buffer);
    return takesKept(section.overFrom());
  }

  private boolean takesKept(int from) {
    return aftermath != null
        && aftermath.takes(ByteBuffer.wrap(buffer.bytes(), from, buffer.filled() - from));
  }

  /// Takes from `input` what is wanted, and returns whether more is.
  boolean takes(ByteBuffer input) {
    return aftermath.takes(input);
  }

  /// @param whole the section was read to its end without a refusal
  SectionSize size(boolean whole) {
    return aftermath instanceof SectionMeasure measure
        ? measure.size()
        : new SectionSize(section.sectionBytes(), fields.count(), fields.largest(buffer), whole);
  }

  List<Field> fields() {
    return aftermath instanceof SectionMeasure measure ? measure.fields() : fields.copy(buffer);
  }

  String opening() {
    return aftermath instanceof Opening opening ? opening.hex() : "";
  }
}
