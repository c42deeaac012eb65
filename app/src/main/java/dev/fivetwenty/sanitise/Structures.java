package dev.fivetwenty.sanitise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Foreign;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Covers what records of measurements repeat of a message: values of fields, reason phrases, words
/// of other protocols, messages of exceptions. Where values may be compared a token stands for them.
///
/// Goes through all components of a record, so that one that is added later is not forgotten; what
/// is of a kind that can hold a secret is listed here.
public final class Structures {

  /// Settings, error code and last stream of a frame are numbers; a third item is free text.
  private static final int NUMBERS_OF_GOAWAY = 2;

  /// Colon, one space, CR and LF.
  private static final int AROUND_VALUE = 4;

  private static final String GOAWAY = "GOAWAY";

  /// Components with texts of which only their record says what they mean.
  private static final Map<Class<?>, String> OWN =
      Map.of(
          ResponseHead.class, "reason", Handshake.class, "plaintext", Observation.class, "thrown",
          Request.class, "websocketProtocols", WireReport.class, "opening");

  private final Tokens tokens;

  public Structures(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Returns the same with everything covered that could be secret.
  public <R extends Record> R cover(R subject) {
    @SuppressWarnings("unchecked")
    R covered = (R) covered(subject);
    return covered;
  }

  /// Returns false for a component of which nothing is ever covered: a class that has no kinds and is no record holds
  /// itself only.
  static boolean mayBeCovered(Class<?> record, RecordComponent part) {
    Class<?> type = part.getType();
    boolean mayHoldRecords =
        type.isRecord() || type == Optional.class || !type.isEnum() && !Modifier.isFinal(type.getModifiers());
    return mayHoldRecords || part.getName().equals(OWN.get(record));
  }

  private Object covered(Object part) {
    return switch (part) {
      case null -> null;
      case Optional<?> some -> covered(some);
      case List<?> many -> covered(many);
      case Field field -> field(field);
      case Foreign.Greeting greeting -> new Foreign.Greeting(greeting(greeting.line()));
      case Foreign.Binary binary -> binary(binary);
      case Foreign.Frame frame -> frame(frame);
      case Evidence.Thrown thrown -> new Evidence.Thrown(thrown(thrown.what()));
      case Record record -> rebuilt(record);
      default -> part;
    };
  }

  private Object covered(Optional<?> some) {
    if (some.isEmpty()) return some;
    Object covered = covered((Object) some.get());
    return covered == some.get() ? some : Optional.of(covered);
  }

  private Object covered(List<?> many) {
    List<Object> covered = null;
    for (int i = 0; i < many.size(); i++) {
      Object part = covered((Object) many.get(i));
      if (part == many.get(i)) continue;
      if (covered == null) covered = new ArrayList<>(many);
      covered.set(i, part);
    }
    return covered == null ? many : covered;
  }

  /// Returns the same record where nothing of it had to be covered.
  private Object rebuilt(Record record) {
    RecordParts parts = RecordParts.of(record.getClass());
    Object[] values = null;
    String own = OWN.get(record.getClass());
    for (int i = 0; i < parts.count(); i++) {
      if (!parts.mayBeCovered(i)) continue;
      Object value = parts.value(i, record);
      Object covered = parts.name(i).equals(own) ? own(record) : covered(value);
      if (covered == value) continue;
      if (values == null) values = parts.values(record);
      values[i] = covered;
    }
    return values == null ? record : parts.made(values);
  }

  /// Returns what stands for the text that is listed above.
  private Object own(Record record) {
    return switch (record) {
      case ResponseHead head -> reason(head.reason());
      case Handshake handshake -> plain(handshake.plaintext());
      case Observation seen -> seen.thrown().map(this::thrown);
      case Request asked -> protocols(asked.websocketProtocols());
      case WireReport reply -> opening(reply);
      default -> throw new IllegalArgumentException(record.getClass().getName());
    };
  }

  private static List<String> protocols(List<String> asked) {
    return asked.isEmpty() ? asked : asked.stream().map(Subprotocols::covered).toList();
  }

  private Field field(Field field) {
    String name = field.name();
    String value = field.value();
    if (Secrets.isLocation(name) && !mayBeFolded(field)) value = Covered.urls(value);
    else if (Secrets.isHarmless(name) && !mayBeFolded(field)) value = Covered.urls(Secrets.value(name, value));
    else if (!value.isEmpty()) value = tokens.of(value);
    return new Field(field.name(), value, field.offset(), field.lineBytes(), field.cut());
  }

  /// In a fold there may be a field that was not meant to be one.
  private static boolean mayBeFolded(Field field) {
    return field.lineBytes() > field.name().length() + field.value().length() + AROUND_VALUE;
  }

  private static String reason(String reason) {
    return StartLineMask.isUsual(reason) ? reason : covered(reason, 0);
  }

  private static byte[] plain(byte[] bytes) {
    return bytes.length == 0 ? bytes : Covered.unknown(bytes);
  }

  private static String opening(WireReport reply) {
    if (reply.opening().isEmpty()) return reply.opening();
    byte[] bytes = HexFormat.of().parseHex(reply.opening());
    byte[] shown = reply.rejection().map(refused -> Covered.opening(bytes, refused.rule())).orElse(bytes);
    return HexFormat.of().formatHex(shown);
  }

  private static String greeting(String line) {
    return new String(Covered.greeting(line.getBytes(ISO_8859_1)), ISO_8859_1);
  }

  private static Foreign.Binary binary(Foreign.Binary seen) {
    byte[] bytes = HexFormat.of().parseHex(seen.hex());
    Octets.cover(bytes, 0, bytes.length);
    return new Foreign.Binary(
        seen.bytes(), seen.entropy(), seen.most(), HexFormat.of().formatHex(bytes));
  }

  private Foreign.Frame frame(Foreign.Frame frame) {
    List<String> says = frame.says();
    if (frame.name().equals(GOAWAY) && says.size() > NUMBERS_OF_GOAWAY) {
      says = List.of(says.get(0), says.get(1), tokens.of(says.get(2)));
    }
    return new Foreign.Frame(
        frame.frameType(), frame.name(), frame.length(), frame.flags(), frame.stream(), says);
  }

  /// The class of an exception is ours; its message may hold anything.
  private String thrown(String what) {
    int colon = what.indexOf(": ");
    return colon < 0 ? what : what.substring(0, colon + 2) + tokens.of(what.substring(colon + 2));
  }

  private static String covered(String text, int from) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    Octets.cover(bytes, from, bytes.length);
    return new String(bytes, ISO_8859_1);
  }
}
