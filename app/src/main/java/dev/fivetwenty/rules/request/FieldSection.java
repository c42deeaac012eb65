package dev.fivetwenty.rules.request;

import dev.fivetwenty.rules.value.Slice;

/// The field lines of a message, in the order of arrival.
public interface FieldSection {

  int count();

  /// Lays the name, as it was sent, under `out`.
  void name(int field, Slice out);

  /// Lays the value, without white space around it, under `out`.
  void value(int field, Slice out);

  FieldSection NONE =
      new FieldSection() {
        @Override
        public int count() {
          return 0;
        }

        @Override
        public void name(int field, Slice out) {
          throw new IndexOutOfBoundsException(field);
        }

        @Override
        public void value(int field, Slice out) {
          throw new IndexOutOfBoundsException(field);
        }
      };
}
