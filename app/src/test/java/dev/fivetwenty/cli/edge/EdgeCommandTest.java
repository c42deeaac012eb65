package dev.fivetwenty.cli.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `fivetwenty edge` that cannot start says why in one line.
class EdgeCommandTest {

  private static final String[] EDGE = {"edge", "--origin", "http://127.0.0.1:1", "--access-log", "none"};

  private final Terminal terminal = new Terminal();
  private ServerSocket taken;

  @BeforeEach
  void take() throws Exception {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void release() throws Exception {
    taken.close();
  }

  private String place() {
    return "127.0.0.1:" + taken.getLocalPort();
  }

  @Test
  void a_port_that_is_in_use() {
    assertThat(run("--listen", place(), "--admin", "none")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains(place()).containsIgnoringCase("in use");
  }

  @Test
  void an_admin_port_that_is_in_use() {
    assertThat(run("--listen", "127.0.0.1:0", "--admin", place())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("admin " + place()).containsIgnoringCase("in use");
  }

  @Test
  void an_address_of_another_machine() {
    assertThat(run("--listen", "192.0.2.1:8520", "--admin", "none")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("192.0.2.1:8520");
  }

  @Test
  void an_admin_name_that_does_not_exist() {
    assertThat(run("--listen", "127.0.0.1:0", "--admin", "nowhere.invalid:8521")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("nowhere.invalid:8521");
  }

  @Test
  void no_origin() {
    assertThat(terminal.run("edge")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("there is no origin: name one under routes, or with --origin URL");
  }

  private int run(String... more) {
    var words = new ArrayList<>(List.of(EDGE));
    words.addAll(List.of(more));
    int code = terminal.run(words.toArray(String[]::new));
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err().lines()).as(terminal.err()).hasSize(1);
    return code;
  }
}
