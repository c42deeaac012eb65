package dev.fivetwenty.doctor.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.har.json.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a browser may send without end is bounded.
class DevToolsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String ANSWER = "{\"id\":1,\"result\":{\"product\":\"Fake/1.0\"}}\0";

  /// Gives the first byte when somebody has asked.
  private static InputStream behind(CountDownLatch asked, InputStream in) {
    return new SequenceInputStream(
        new InputStream() {
          @Override
          public int read() {
            try {
              asked.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            return -1;
          }
        },
        in);
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Stream<ByteArrayInputStream> events(int times, int each, int chars) {
    String event = "{\"method\":\"E\",\"params\":{\"a\":\"" + "x".repeat(chars) + "\"}}\0";
    return Collections.nCopies(times, event.repeat(each)).stream().map(DevToolsTest::bytes);
  }

  /// Nobody takes an event before all of them were sent.
  @ParameterizedTest
  @CsvSource({"10, 10_001, 1", "65, 1, 1_048_576", "1, 1, 33_554_432"})
  void eventsThatNobodyTakesAreBoundedInNumberAndBytes(String times, String each, String chars) throws Exception {
    var all = Stream.concat(events(number(times), number(each), number(chars)), Stream.of(bytes(ANSWER)));
    var asked = new CountDownLatch(1);
    var in = new SequenceInputStream(Collections.enumeration(all.toList()));
    var tools = new DevTools(behind(asked, in), OutputStream.nullOutputStream());
    var answer = tools.send("", "Browser.getVersion", Json.Obj.EMPTY);
    asked.countDown();
    assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).result().text("product")).isEqualTo("Fake/1.0");
    assertThatThrownBy(() -> tools.next(PATIENCE))
        .isInstanceOf(BrowserProblem.class)
        .hasMessage("the page makes more events than can be recorded: 100000 events or 64 MiB of them may wait, and one may have 32 MiB");
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace("_", ""));
  }

  @Test
  void eventsThatAreTakenAreNotCountedTogether() throws Exception {
    int times = 65;
    var all = events(times, 1, 1 << 20).toList();
    var taken = new Semaphore(1);
    // The next one is only sent when the last one was taken.
    var tools = new DevTools(new SequenceInputStream(paced(all, taken)), OutputStream.nullOutputStream());
    for (int i = 0; i < times; i++) {
      assertThat(tools.next(PATIENCE)).isPresent();
      taken.release();
    }
    assertThatThrownBy(() -> tools.next(PATIENCE)).hasMessage("the browser ended during the visit");
  }

  private static Enumeration<InputStream> paced(List<ByteArrayInputStream> all, Semaphore permits) {
    Iterator<ByteArrayInputStream> each = all.iterator();
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return each.hasNext();
      }

      @Override
      public InputStream nextElement() {
        permits.acquireUninterruptibly();
        return each.next();
      }
    };
  }
}
