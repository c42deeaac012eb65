package dev.fivetwenty.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketSecretsTest {

  private final TicketSecrets secrets = new TicketSecrets();

  @Test
  void eachLabelHasKeysOfItsOwn() {
    assertThat(names("a")).isEqualTo(names("a"));
    assertThat(names("a")).doesNotContainAnyElementsOf(names("b"));
  }

  @Test
  void aNewSecretSealsAndTwoFormerOnesOpen() {
    String first = names("a").getFirst();
    secrets.rotate();
    assertThat(names("a")).hasSize(2).endsWith(first);
    secrets.rotate();
    assertThat(names("a")).hasSize(3).endsWith(first);
    secrets.rotate();
    assertThat(names("a")).hasSize(3).doesNotContain(first);
  }

  private List<String> names(String label) {
    return Arrays.stream(secrets.keysOf(label))
        .map(OpenSslSessionTicketKey::name)
        .map(HexFormat.of()::formatHex)
        .toList();
  }
}
