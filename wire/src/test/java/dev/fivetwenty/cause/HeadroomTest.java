package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadroomTest {

  @Test
  void isGivenForEachBuiltInProfile() {
    byte[] reply = Corpus.bytes("{SL}X-A: {a*4000}\\r\\n{CL5}\\r\\nhello");
    var report = Replay.of(reply, Ending.FIN, Request.GET, Profile.CLASSIC).report();
    List<Headroom> rooms = Headroom.of(report);
    assertThat(rooms).extracting(Headroom::profile).containsExactly("classic", "current", "strict");
    Headroom classic = rooms.getFirst();
    assertThat(classic.sectionBytes()).isEqualTo(4007 + 19);
    assertThat(classic.sectionPercent()).isEqualTo(49);
    assertThat(classic.sectionBytesLeft()).isEqualTo(8192 - 4026);
    assertThat(classic.fieldBytes()).isEqualTo(4007);
    assertThat(classic.fieldPercent()).isEqualTo(48);
    assertThat(classic.fieldCount()).isEqualTo(2);
    assertThat(classic.countPercent()).isZero();
    assertThat(rooms.get(1).sectionPercent()).isEqualTo(3);
    assertThat(rooms.get(1).fieldLimit()).isEqualTo(65_536);
    assertThat(rooms.get(1).countLimit()).isEqualTo(256);
  }

  @Test
  void isNegativeOverTheLimit() {
    byte[] reply = Corpus.bytes("{SL}X-A: {a*9000}\\r\\n{CL5}\\r\\nhello");
    var report = Replay.of(reply, Ending.FIN, Request.GET, Profile.CURRENT).report();
    assertThat(Headroom.of(report, Profile.CLASSIC).sectionBytesLeft()).isEqualTo(8192 - 9026);
  }
}
