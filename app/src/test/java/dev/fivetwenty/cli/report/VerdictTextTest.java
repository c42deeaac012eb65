package dev.fivetwenty.cli.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Signal;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

  @Test
  void blamesNobodyForAResetThatEitherMayHaveSent() {
    assertThat(VerdictText.who(reset(Party.NETWORK)))
        .isEqualTo("the origin, or what stands before it: a firewall, a load balancer"
            + " (stage write-request)");
    assertThat(VerdictText.who(reset(Party.ORIGIN)))
        .isEqualTo("the origin must act (stage write-request)");
  }

  @Test
  void saysWhereAReplyBeganOnAKeptConnection() {
    assertThat(text(104)).contains("sl-status-alpha at byte 113: 'O'", "this reply began at byte 104");
    assertThat(text(0)).contains("sl-status-alpha at byte 9: 'O'").doesNotContain("began at");
  }

  private static String text(long start) {
    var reader = new ResponseReader(Profile.CLASSIC);
    reader.begin(Request.GET, start);
    reader.read(ByteBuffer.wrap("HTTP/1.1 OK\r\n\r\n".getBytes(US_ASCII)));
    WireReport reply = reader.end(Ending.FIN);
    var judged =
        new Judged(
            Profile.CLASSIC, new Judge(Profile.CLASSIC).judge(Observation.ofReply(reply)), Optional.empty(),
            Optional.of(reply), KeptBytes.NONE, Counsel.FOR_ANYONE, new Reproduction("", ""));
    return new VerdictText(Style.PLAIN).of(judged);
  }

  private static Verdict reset(Party party) {
    return new Verdict(
        Cause.CONN_RST_BEFORE_REQUEST, Stage.WRITE_REQUEST, Signal.RST, party,
        new Evidence.Seen("RST"), OptionalLong.empty(), false, List.of(), "classic");
  }
}
