package dev.fivetwenty.sanitise;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// The components of a kind of record, to be read and to make another one of. Looked up once for each kind: the
/// JVM makes them anew each time it is asked.
final class RecordParts {

  private static final ClassValue<RecordParts> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordParts computeValue(Class<?> type) {
          return new RecordParts(type);
        }
      };

  private final String[] names;
  private final boolean[] covered;
  private final Method[] accessors;
  private final Constructor<?> canonical;

  static RecordParts of(Class<? extends Record> type) {
    return KNOWN.get(type);
  }

  private RecordParts(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
    accessors = Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
    covered = new boolean[components.length];
    for (int i = 0; i < covered.length; i++) covered[i] = Structures.mayBeCovered(type, components[i]);
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      canonical = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("record " + type.getName(), e);
    }
  }

  int count() {
    return names.length;
  }

  String name(int part) {
    return names[part];
  }

  /// Most components hold a number or a time, and need not be read at all.
  boolean mayBeCovered(int part) {
    return covered[part];
  }

  Object value(int part, Record record) {
    try {
      return accessors[part].invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + record.getClass().getName(), e);
    }
  }

  Object[] values(Record record) {
    var values = new Object[names.length];
    for (int i = 0; i < values.length; i++) values[i] = value(i, record);
    return values;
  }

  Object made(Object[] values) {
    try {
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + canonical.getDeclaringClass().getName(), e);
    }
  }
}
