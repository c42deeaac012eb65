package dev.fivetwenty.incident.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Foreign;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.wire.Profile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/// Incidents as JSON: the components of the records by their names, lossless. Safe for all threads.
///
/// Octets are text in ISO-8859-1, one character each, so that a head can be read as it stands and
/// compresses like one. A kind of evidence stands beside its components, as `type`. Components
/// that are empty are left out, and those that are not known are passed over: a newer version may
/// add some, and a list that an older one did not have is empty. A constant or a kind that is not known makes the incident unreadable, and is said.
public final class IncidentJson {

  private static final JsonMapper MAPPER = mapper();

  /// Returns one line, in UTF-8.
  ///
  /// @throws StoreProblem when there is no JSON for it
  public static byte[] write(Incident incident) {
    try {
      return MAPPER.writeValueAsBytes(incident);
    } catch (JacksonException e) {
      throw new StoreProblem("an incident that cannot be written: " + e.getOriginalMessage(), e);
    }
  }

  /// @throws StoreProblem when it is no incident, or one of a version that knows more
  public static Incident read(byte[] json) {
    try {
      return MAPPER.readValue(json, Incident.class);
    } catch (JacksonException e) {
      throw new StoreProblem("no incident that this version can read: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonMapper mapper() {
    var own =
        new SimpleModule()
            .addSerializer(byte[].class, new OctetsWriter())
            .addDeserializer(byte[].class, new OctetsReader())
            .addSerializer(Profile.class, new ProfileJson.Writer())
            .addDeserializer(Profile.class, new ProfileJson.Reader());
    return JsonMapper.builder()
        .addModule(own)
        .changeDefaultVisibility(all -> all.withIsGetterVisibility(Visibility.NONE))
        .changeDefaultPropertyInclusion(all -> all.withValueInclusion(Include.NON_ABSENT))
        .withConfigOverride(
            List.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .addMixIn(Evidence.class, Kind.class)
        .addMixIn(Foreign.class, Kind.class)
        .registerSubtypes(kinds(Evidence.class))
        .registerSubtypes(kinds(Foreign.class))
        .build();
  }

  private static NamedType[] kinds(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .map(kind -> new NamedType(kind, kind.getSimpleName()))
        .toArray(NamedType[]::new);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Kind {}

  private static final class OctetsWriter extends ValueSerializer<byte[]> {
    @Override
    public void serialize(byte[] octets, JsonGenerator json, SerializationContext context) {
      json.writeString(new String(octets, StandardCharsets.ISO_8859_1));
    }
  }

  private static final class OctetsReader extends ValueDeserializer<byte[]> {
    @Override
    public byte[] deserialize(JsonParser json, DeserializationContext context) {
      return json.getValueAsString().getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private IncidentJson() {}
}
