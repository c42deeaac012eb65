package dev.fivetwenty.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Signal;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Verdict;
import java.util.List;
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

  private static Verdict reset(Party party) {
    return new Verdict(
        Cause.CONN_RST_BEFORE_REQUEST, Stage.WRITE_REQUEST, Signal.RST, party,
        new Evidence.Seen("RST"), OptionalLong.empty(), false, List.of(), "classic");
  }
}
