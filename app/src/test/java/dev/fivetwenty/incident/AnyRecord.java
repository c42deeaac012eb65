package dev.fivetwenty.incident;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.wire.Profile;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes records of any shape at random, by their components: what somebody adds to a record is in it
/// from the next run on. A type that it does not know fails the test, so that none is forgotten.
public final class AnyRecord {

  private final RandomGenerator random;
  private final Set<Class<?>> made = new LinkedHashSet<>();
  private final Map<Class<?>, Object> fixed = new HashMap<>();

  public AnyRecord(RandomGenerator random) {
    this.random = random;
  }

  /// Returns the records and constants' types that were made so far.
  public Set<Class<?>> made() {
    return Set.copyOf(made);
  }

  /// Makes this constant wherever one of its type is wanted.
  public <E extends Enum<E>> AnyRecord with(Class<E> type, E constant) {
    fixed.put(type, constant);
    return this;
  }

  public <T> T of(Class<T> type) {
    return type.cast(any(type, 0));
  }

  private Object any(Type type, int depth) {
    if (type instanceof ParameterizedType generic) return container(generic, depth);
    Class<?> plain = (Class<?>) type;
    made.add(plain);
    if (plain.isRecord()) return record(plain, depth);
    if (plain.isSealed() && plain.isInterface()) return any(pick(plain.getPermittedSubclasses()), depth);
    if (fixed.containsKey(plain)) return fixed.get(plain);
    if (plain.isEnum()) return pick(plain.getEnumConstants());
    return value(plain);
  }

  private Object container(ParameterizedType generic, int depth) {
    Type part = generic.getActualTypeArguments()[0];
    boolean none = random.nextInt(4) == 0 || depth > 8;
    if (generic.getRawType() == Optional.class) {
      return none ? Optional.empty() : Optional.of(any(part, depth + 1));
    }
    if (generic.getRawType() != List.class) throw new AssertionError("no value for " + generic);
    int size = none ? 0 : 1 + random.nextInt(3);
    return IntStream.range(0, size).mapToObj(_ -> any(part, depth + 1)).toList();
  }

  private Object record(Class<?> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    // Some refuse what contradicts itself.
    for (int tries = 0; tries < 1000; tries++) {
      Object[] values =
          Arrays.stream(components).map(c -> any(c.getGenericType(), depth + 1)).toArray();
      try {
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        return canonical.newInstance(values);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) throw new AssertionError(e);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no valid " + type);
  }

  private Object value(Class<?> type) {
    if (type == String.class) return new String(octets(), ISO_8859_1);
    if (type == byte[].class) return octets();
    if (type == int.class) return random.nextInt(-1, 70_000);
    if (type == long.class) return random.nextBoolean() ? random.nextLong() : random.nextLong(100_000);
    if (type == boolean.class) return random.nextBoolean();
    if (type == double.class) return random.nextDouble();
    if (type == Duration.class) return Duration.ofNanos(random.nextLong(-1, 500_000_000_000L));
    if (type == Instant.class) return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    if (type == OptionalLong.class) {
      return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    }
    if (type == Profile.class) return Profile.builtIn().get(random.nextInt(3));
    throw new AssertionError("no value for " + type);
  }

  private byte[] octets() {
    byte[] octets = new byte[random.nextInt(40)];
    random.nextBytes(octets);
    return octets;
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
