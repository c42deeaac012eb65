package dev.fivetwenty.incident.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Foreign;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.incident.AnyRecord;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Timeouts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentCodecTest {

  private static final long SEED = Long.getLong("seed", 520);

  private final IncidentCodec codec = new IncidentCodec();

  @AfterEach
  void close() {
    codec.close();
  }

  /// Every component of every record, every kind of evidence, every constant: see [AnyRecord].
  @Test
  void readsBackWhatItWroteOfAnything() {
    var any = new AnyRecord(new Random(SEED));
    for (int i = 0; i < 60; i++) {
      Incident incident = any.of(Incident.class);
      assertThat(IncidentCodec.decode(codec.encode(incident)))
          .as("round %d, rerun with -Dseed=%d", i, SEED)
          .usingRecursiveComparison()
          .isEqualTo(incident);
    }
    assertThat(any.made()).contains(Evidence.class.getPermittedSubclasses());
    assertThat(any.made()).contains(Foreign.class.getPermittedSubclasses());
    assertThat(any.made()).contains(Cause.class, Rule.class, Ending.class);
  }

  @Test
  void keepsEveryCause() {
    var any = new AnyRecord(new Random(SEED));
    for (Cause cause : Cause.values()) {
      // A verdict takes no other; findings go by the same constants.
      if (!cause.isFault()) continue;
      Incident incident = any.with(Cause.class, cause).of(Incident.class);
      byte[] json = IncidentJson.write(incident);
      assertThat(IncidentJson.write(IncidentCodec.decode(codec.encode(incident))))
          .as("%s, rerun with -Dseed=%d", cause, SEED)
          .isEqualTo(json);
    }
  }

  @Test
  void whatWasStoredIsJudgedLikeWhatWasSeen() {
    var judge = new Judge(Profile.CLASSIC);
    for (int i = 0; i < Samples.kinds(); i++) {
      Incident incident = Samples.incident(i);
      Incident stored = IncidentCodec.decode(codec.encode(incident));
      KeptAttempt attempt = stored.kept().attempts().getFirst();
      assertThat(judge.judge(attempt.observation())).isEqualTo(attempt.judgement());
      assertThat(attempt.judgement()).isEqualTo(incident.kept().attempts().getFirst().judgement());
    }
  }

  @Test
  void anUsualIncidentTakesHalfAKilobyte() {
    int[] sizes =
        IntStream.range(0, Samples.kinds())
            .map(i -> codec.encode(Samples.incident(i)).length)
            .sorted()
            .toArray();
    assertThat(sizes[sizes.length / 2]).isLessThan(512);
  }

  @Test
  void passesOverWhatANewerVersionAdded() {
    String json = new String(IncidentJson.write(Samples.incident(0)), StandardCharsets.UTF_8);
    String newer =
        json.replaceFirst("\\{", "{\"weather\":{\"rain\":[true]},")
            .replaceFirst("\"visit\":\\{", "\"visit\":{\"mood\":7,");
    assertThat(newer).isNotEqualTo(json);
    assertThat(IncidentJson.read(newer.getBytes(StandardCharsets.UTF_8)))
        .usingRecursiveComparison()
        .isEqualTo(Samples.incident(0));
  }

  @Test
  void readsWhatAnOlderVersionDidNotHave() {
    String json = new String(IncidentJson.write(Samples.incident(0)), StandardCharsets.UTF_8);
    String older = json.replace(",\"contents\":[]", "").replace(",\"findings\":[]", "")
        .replace(",\"cacheStatus\":\"\"", "");
    assertThat(older).isNotEqualTo(json);
    assertThat(IncidentJson.read(older.getBytes(StandardCharsets.UTF_8)))
        .usingRecursiveComparison()
        .isEqualTo(Samples.incident(0));
  }

  /// It had no word for it, and a copy had a good status unless the operator wanted another.
  @Test
  void readsThatAnOlderVersionServedACopy() {
    String json = new String(IncidentJson.write(Samples.incident(0)), StandardCharsets.UTF_8);
    String older = json.replace(",\"cacheStatus\":\"\"", "").replace("\"answer\":{\"status\":520", "\"answer\":{\"status\":200");
    assertThat(older).contains("\"answer\":{\"status\":200").doesNotContain("cacheStatus");
    assertThat(IncidentJson.read(older.getBytes(StandardCharsets.UTF_8)).answer().isKeptCopy()).isTrue();
    assertThat(Samples.incident(0).answer().isKeptCopy()).isFalse();
  }

  @Test
  void keepsThatThereWasNoConnection() {
    Incident incident = Samples.incident(0);
    KeptAttempt with = incident.kept().attempts().getFirst();
    var without =
        new KeptAttempt(
            with.origin(), null, with.transport(), 0, with.observation(), with.judgement(),
            with.profile(), with.timeline(), with.sent(), with.received());
    var kept =
        new Kept(
            incident.kept().why(), incident.kept().request(), incident.kept().verdict(),
            List.of(without));
    var lost =
        new Incident(
            incident.ray(), incident.began(), incident.total(), incident.visit(),
            incident.answer(), kept);
    assertThat(IncidentCodec.decode(codec.encode(lost)).kept().attempts().getFirst().address())
        .isNull();
  }

  @Test
  void keepsTheProfileOfAnOperator() {
    Limits tight = new Limits(8192, 300, 300, 10, 2, 4096, 8192, 65_536);
    Profile own =
        Profile.CURRENT.derive(
            "tight", tight, Profile.STRICT.timeouts(), Map.of(Rule.HDR_NO_COLON, Decision.GLITCH));
    assertThat(profileAgain(own)).isEqualTo(own);
    Timeouts waits = Profile.CURRENT.timeouts();
    Profile patient = Profile.CLASSIC.withTimeouts(waits);
    assertThat(profileAgain(patient)).isEqualTo(patient);
    assertThat(profileAgain(patient).summary()).isEqualTo(Profile.CLASSIC.summary());
    assertThat(profileAgain(Profile.STRICT)).isSameAs(Profile.STRICT);
  }

  @Test
  void refusesAProfileThatNoEdgeCanHave() {
    Profile own = Profile.CLASSIC.derive("own", Profile.CURRENT.limits(), Profile.CLASSIC.timeouts(), Map.of());
    String json = new String(IncidentJson.write(judgedBy(own)), StandardCharsets.UTF_8);
    for (String[] odd :
        List.of(
            new String[] {"\"headerSection\":131072", "\"headerSection\":-1"},
            new String[] {"\"base\":\"classic\"", "\"base\":\"own\""},
            new String[] {"\"decisions\":{}", "\"decisions\":{\"SL_BARE_CR\":\"ACCEPT\"}"},
            new String[] {"\"connect\":\"PT19S\"", "\"connect\":\"PT-19S\""},
            new String[] {"\"name\":\"own\",", ""})) {
      String changed = json.replace(odd[0], odd[1]);
      assertThat(changed).as(odd[0]).isNotEqualTo(json);
      assertThatThrownBy(() -> IncidentJson.read(changed.getBytes(StandardCharsets.UTF_8)))
          .as(odd[1])
          .isInstanceOf(StoreProblem.class);
    }
  }

  private Profile profileAgain(Profile profile) {
    Incident again = IncidentCodec.decode(codec.encode(judgedBy(profile)));
    return again.kept().attempts().getFirst().profile().orElseThrow();
  }

  private static Incident judgedBy(Profile profile) {
    Incident incident = Samples.incident(0);
    KeptAttempt with = incident.kept().attempts().getFirst();
    var attempt =
        new KeptAttempt(
            with.origin(), with.address(), with.transport(), with.exchange(), with.observation(),
            with.judgement(), Optional.of(profile), with.timeline(), with.sent(), with.received());
    Kept kept = incident.kept();
    return new Incident(
        incident.ray(), incident.began(), incident.total(), incident.visit(), incident.answer(),
        new Kept(kept.why(), kept.request(), kept.verdict(), List.of(attempt)));
  }

  @Test
  void saysWhatItCannotRead() {
    byte[] stored = codec.encode(Samples.incident(3));
    byte[] newer = stored.clone();
    newer[0] = 9;
    refuses(newer, "format 9.1");
    refuses(new byte[0], "0 bytes");
    refuses(Arrays.copyOf(stored, stored.length / 2), "ends early");
    String json = new String(IncidentJson.write(Samples.incident(5)), StandardCharsets.UTF_8);
    String unknown = json.replace("\"decision\":\"GLITCH\"", "\"decision\":\"FULL_MOON\"");
    assertThat(unknown).isNotEqualTo(json);
    assertThatThrownBy(() -> IncidentJson.read(unknown.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining("FULL_MOON");
    assertThatThrownBy(() -> IncidentJson.read("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StoreProblem.class);
  }

  @Test
  void damageIsSaidOrDoesNoHarm() {
    var random = new Random(SEED);
    byte[] stored = codec.encode(Samples.incident(7));
    byte[] json = IncidentJson.write(Samples.incident(7));
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = stored.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        // A few bits behind the last block mean nothing.
        assertThat(IncidentJson.write(IncidentCodec.decode(damaged)))
            .as("round %d, rerun with -Dseed=%d", i, SEED)
            .isEqualTo(json);
      } catch (StoreProblem said) {
        assertThat(said).hasMessageNotContaining("null");
      }
    }
  }

  /// What was stored with a dictionary cannot be read with another.
  @Test
  void theDictionaryNeverChanges() throws Exception {
    try (var words = IncidentCodec.class.getResourceAsStream("dictionary-1.txt")) {
      var sum = new CRC32();
      sum.update(words.readAllBytes());
      assertThat(Long.toHexString(sum.getValue())).isEqualTo("b7faf97b");
    }
  }

  private static void refuses(byte[] stored, String why) {
    assertThatThrownBy(() -> IncidentCodec.decode(stored))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining(why);
  }
}
