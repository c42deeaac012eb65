package dev.fivetwenty.recorder.accesslog;

import dev.fivetwenty.recorder.Label;
import java.util.Arrays;

/// A field whose values are names of the configuration: each is spelt once, not for each line.
final class NameField {

  private final byte[] key;
  /// By the index of the label.
  private byte[][] spelt = {};

  /// @param key as it stands in the line, with the quote that opens the text
  NameField(byte[] key) {
    this.key = key;
  }

  /// Adds the field, unless there is no name.
  void write(Label label, Line line) {
    if (label == null) return;
    int at = label.index();
    if (at >= spelt.length) spelt = Arrays.copyOf(spelt, at + 1);
    if (spelt[at] == null) spelt[at] = spell(label.name());
    line.put(spelt[at]);
  }

  private byte[] spell(String name) {
    var field = new Line(key.length + name.length() + 1);
    field.put(key).json(name).put('"');
    return Arrays.copyOf(field.bytes(), field.length());
  }
}
