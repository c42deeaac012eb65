package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Foreign;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.Names;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Turns our records into what a JSON document is made of: maps, lists, text, numbers.
///
/// The names of the records' components are thereby public contract; the schema in `docs/schema/`
/// lists them, so a test fails when one is renamed. A duration becomes milliseconds, with `Ms`
/// after its name; what is empty becomes null; octets become base64. What may not be shown is covered
/// first.
public final class RecordShape {

  private static final RecordShape PLAIN = new RecordShape(Discretion.none());

  private final Discretion discretion;

  public RecordShape(Discretion discretion) {
    this.discretion = discretion;
  }

  /// Returns the record with its kebab-case name first, as `type`.
  public Map<String, Object> typed(Record subject) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", kebab(subject.getClass().getSimpleName()));
    shape.putAll(of(subject));
    return shape;
  }

  public Map<String, Object> of(Record subject) {
    return PLAIN.parts(discretion.record(subject));
  }

  private Map<String, Object> parts(Record subject) {
    var shape = new LinkedHashMap<String, Object>();
    for (RecordComponent component : subject.getClass().getRecordComponents()) {
      Object value = value(component, subject);
      String name = component.getName();
      shape.put(value instanceof Duration ? name + "Ms" : name, shown(value));
    }
    if (subject instanceof Sent sent) shape.put("requestAcked", acked(sent.acked()));
    if (subject instanceof Violation violation) shape.put("section", violation.rule().section());
    return shape;
  }

  /// Returns what every report of an attempt says of what was seen.
  public Map<String, Object> observed(Observation seen) {
    var observed = new LinkedHashMap<String, Object>();
    observed.put("resolution", shown(seen.resolution()));
    observed.put("connect", shown(seen.connect()));
    observed.put("tls", shown(seen.handshake()));
    observed.put("tcp", shown(seen.tcp()));
    observed.put("sent", shown(seen.sent()));
    observed.put("ending", shown(seen.ending()));
    observed.put("expiry", shown(seen.expiry()));
    observed.put("reply", shown(seen.reply()));
    observed.put("unobserved", seen.unobserved());
    return observed;
  }

  /// A number here could be taken for a count of bytes.
  private static String acked(int known) {
    return known < 0 ? "unknown" : known == 0 ? "no" : "yes";
  }

  private static Object value(RecordComponent component, Record subject) {
    try {
      return component.getAccessor().invoke(subject);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("record " + subject.getClass().getName(), e);
    }
  }

  public Object shown(Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> optional.map(this::shown).orElse(null);
      case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
      case Duration duration -> duration.isNegative() ? null : duration.toNanos() / 1000 / 1000.0;
      case Instant instant -> instant.toString();
      case Cause cause -> cause.slug();
      case Rule rule -> rule.slug();
      case Enum<?> constant -> Names.kebab(constant);
      case byte[] octets -> Base64.getEncoder().encodeToString(octets);
      case Map<?, ?> map -> {
        var shape = new LinkedHashMap<String, Object>();
        map.forEach((name, part) -> shape.put(name.toString(), shown(part)));
        yield shape;
      }
      case Collection<?> many -> many.stream().map(this::shown).toList();
      case Foreign part -> typed((Record) part);
      case Record part -> of(part);
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  static String kebab(String typeName) {
    var name = new StringBuilder();
    for (char c : typeName.toCharArray()) {
      if (Character.isUpperCase(c) && !name.isEmpty()) name.append('-');
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }
}
