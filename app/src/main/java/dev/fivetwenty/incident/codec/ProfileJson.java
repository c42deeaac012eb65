package dev.fivetwenty.incident.codec;

import dev.fivetwenty.wire.Boundary;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Timeouts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/// The profile of an operator as JSON, with what it changes in the built-in one that it was derived from. Of a
/// built-in one the name is enough.
///
/// @param base the built-in one of the same date; its name is also that of one which only waits otherwise
record ProfileJson(
    String name, String base, Limits limits, Timeouts timeouts, Map<Rule, Decision> decisions) {

  /// What an edge can be configured to: incidents that are imported come from anywhere.
  private static final int MOST = 16 << 20;
  private static final Duration LONGEST = Duration.ofDays(1);

  private static ProfileJson of(Profile profile) {
    Profile base =
        Profile.builtIn().stream().filter(p -> p.dated().equals(profile.dated())).findFirst().orElseThrow();
    var decisions = new EnumMap<Rule, Decision>(Rule.class);
    for (Rule rule : Rule.values()) {
      if (profile.decision(rule) != base.decision(rule)) decisions.put(rule, profile.decision(rule));
    }
    return new ProfileJson(profile.name(), base.name(), profile.limits(), profile.timeouts(), decisions);
  }

  private Profile profile() {
    Profile from = Profile.named(base).orElseThrow(() -> new IllegalArgumentException("profile from " + base));
    boolean inBounds = bytes().allMatch(n -> n >= 0 && n <= MOST) && times().allMatch(ProfileJson::isTimeout);
    boolean readable = decisions.entrySet().stream().allMatch(
        d -> d.getKey().boundary() != Boundary.LOST || d.getValue() == Decision.REJECT);
    if (!inBounds || !readable) throw new IllegalArgumentException("profile that no edge can have");
    boolean waitsOnly = name.equals(base) && limits.equals(from.limits()) && decisions.isEmpty();
    return waitsOnly ? from.withTimeouts(timeouts) : from.derive(name, limits, timeouts, decisions);
  }

  private Stream<Integer> bytes() {
    return Stream.of(
        limits.statusLine(), limits.headerSection(), limits.headerField(), limits.headerCount(),
        limits.leadingLines(), limits.chunkLine(), limits.trailerSection(), limits.interimTotal());
  }

  private Stream<Duration> times() {
    return Stream.of(
        timeouts.resolve(), timeouts.connect(), timeouts.tls(), timeouts.write(), timeouts.requestUnacked(),
        timeouts.responseHead(), timeouts.betweenBytes(), timeouts.idlePool());
  }

  private static boolean isTimeout(Duration time) {
    return time.isPositive() && time.compareTo(LONGEST) <= 0;
  }

  static final class Writer extends ValueSerializer<Profile> {
    @Override
    public void serialize(Profile profile, JsonGenerator json, SerializationContext context) {
      if (Profile.builtIn().contains(profile)) json.writeString(profile.name());
      else json.writePOJO(of(profile));
    }
  }

  static final class Reader extends ValueDeserializer<Profile> {
    @Override
    public Profile deserialize(JsonParser json, DeserializationContext context) {
      try {
        if (json.currentToken() != JsonToken.VALUE_STRING) return json.readValueAs(ProfileJson.class).profile();
        String name = json.getString();
        return Profile.named(name).orElseThrow(() -> new IllegalArgumentException("profile " + name));
      } catch (IllegalArgumentException | NullPointerException none) {
        return context.reportInputMismatch(Profile.class, "no %s", none.getMessage());
      }
    }
  }
}
