package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {

  @Test
  void bytesAfterTheMessageAreCountedAsExcess() {
    Replay replay = replay("{SL}{CL5}\\r\\nhelloEXTRA", Ending.FIN);
    assertThat(replay.report().excessBytes()).isEqualTo(5);
    assertThat(replay.report().bytes()).isEqualTo(48);
    assertThat(replay.judgement().glitches()).extracting(Violation::rule)
        .containsExactly(Rule.BODY_EXCESS);
    assertThat(replay.judgement().verdict()).isEmpty();
  }

  @Test
  void readsInterimResponsesAndTheFinalOne() {
    Replay replay =
        replay("HTTP/1.1 100 Continue\\r\\n\\r\\n{SL}{TE}\\r\\n5\\r\\nhello\\r\\n0\\r\\n\\r\\n", Ending.OPEN);
    assertThat(replay.report().reached()).isEqualTo(Reached.COMPLETE);
    assertThat(replay.report().interimCount()).isEqualTo(1);
    assertThat(replay.report().contentBytes()).isEqualTo(5);
  }

  @Test
  void silenceStandsForTheTimerOfTheProfileAtThatPoint() {
    assertThat(timer("")).isEqualTo(Timer.RESPONSE_HEAD);
    assertThat(timer("{SL}Ser")).isEqualTo(Timer.RESPONSE_HEAD);
    assertThat(timer("{SL}{CL5}\\r\\nhel")).isEqualTo(Timer.BETWEEN_BYTES);
    assertThat(timedOut("", Profile.CURRENT).limit()).isEqualTo(Duration.ofSeconds(125));
    assertThat(timedOut("", Profile.CLASSIC).limit()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void aVerdictTellsWhetherTheHeadWasPassedOn() {
    assertThat(committed("{SL}{CL5}\\r\\nhel")).isTrue();
    assertThat(committed("{SL}{TE}\\r\\nhello")).isTrue();
    assertThat(committed("{SL}{CL5}")).isFalse();
    assertThat(committed("{SL}\\r\\n")).isFalse();
    assertThat(committed("{SL}bogus\\r\\n\\r\\n")).isFalse();
    assertThat(committed("HTTP/1.1 100 Continue\\r\\nX: y\\r\\n\\r\\n")).isFalse();
  }

  @Test
  void aVerdictKeepsTheGlitchesBeforeIt() {
    Verdict verdict =
        replay("HTTP/1.1  200 OK\\r\\nX : y\\r\\nbogus\\r\\n", Ending.FIN).judgement().verdict()
            .orElseThrow();
    assertThat(verdict.glitches()).extracting(Violation::rule)
        .containsExactly(Rule.SL_EXTRA_SP, Rule.HDR_SPACE_BEFORE_COLON);
    assertThat(verdict.profile()).isEqualTo("classic");
    assertThat(verdict.status(Presentation.EDGE_52X)).isEqualTo(520);
    assertThat(verdict.status(Presentation.PLAIN_5XX)).isEqualTo(502);
  }

  @Test
  void offsetsCountFromTheFirstByteOfTheConnection() {
    var reader = new ResponseReader(Profile.CLASSIC).begin(Request.GET, 1000);
    reader.read(ByteBuffer.wrap(Corpus.bytes("{SL}Ser")));
    var seen = Observation.ofReply(reader.end(Ending.FIN));
    Verdict verdict = new Judge(Profile.CLASSIC).judge(seen).verdict().orElseThrow();
    assertThat(verdict.offset()).hasValue(1020);
  }

  @Test
  void aReusedConnectionIsCountedFromTheStartOfItsReply() {
    // 1,000 bytes of an earlier reply and 20 of this; TCP counts 1,021, so there was a FIN.
    assertThat(endedAfterEof(1021)).isEqualTo(Signal.FIN_RST);
    assertThat(endedAfterEof(1020)).isEqualTo(Signal.RST);
  }

  private static Signal endedAfterEof(long counted) {
    var reader = new ResponseReader(Profile.CLASSIC).begin(Request.GET, 1000);
    reader.read(ByteBuffer.wrap(Corpus.bytes("{SL}Ser")));
    var seen =
        new Observation(
            Optional.empty(), Optional.empty(), Optional.empty(),
            new Use(1, Duration.ZERO), new Sent(10, 10, 1, 1, 0),
            Optional.of(reader.end(Ending.FIN)), Ending.FIN, 0, -1, false, true,
            Optional.empty(), Optional.of(new Tcp(7, 500, counted, 0, 0, 0, 0)),
            Optional.empty(), List.of());
    return new Judge(Profile.CLASSIC).judge(seen).verdict().orElseThrow().signal();
  }

  private static boolean committed(String reply) {
    return replay(reply, Ending.FIN).judgement().verdict().orElseThrow().headCommitted();
  }

  private static Timer timer(String reply) {
    return timedOut(reply, Profile.CLASSIC).timer();
  }

  private static Evidence.TimedOut timedOut(String reply, Profile profile) {
    var replay = Replay.of(Corpus.bytes(reply), Ending.SILENCE, Request.GET, profile);
    return (Evidence.TimedOut) replay.judgement().verdict().orElseThrow().evidence();
  }

  private static Replay replay(String reply, Ending ending) {
    return Replay.of(Corpus.bytes(reply), ending, Request.GET, Profile.CLASSIC);
  }
}
