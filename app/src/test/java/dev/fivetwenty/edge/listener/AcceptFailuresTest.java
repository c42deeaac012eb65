package dev.fivetwenty.edge.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptFailuresTest {

  private final List<String> notices = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new AcceptFailures(
              new Listener(new Endpoint.Tcp("127.0.0.1", 80), Optional.empty(), false), notices::add));

  @Test
  void theyAreToldOnceAMinuteAndGoNoFurther() {
    fail();
    fail();
    assertThat(notices).singleElement().asString()
        .startsWith("127.0.0.1:80: ").contains("Too many open files");
    channel.advanceTimeBy(1, TimeUnit.MINUTES);
    fail();
    assertThat(notices).hasSize(2);
    channel.checkException();
  }

  private void fail() {
    channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
  }
}
