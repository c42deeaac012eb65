package dev.fivetwenty.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.recorder.Watches;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// An edge that says what a test wants.
final class FakeOperations implements Operations {

  volatile Readiness readiness = Readiness.READY;
  volatile Supplier<ReloadResult> reload = () -> new ReloadResult.Done("2 routes");
  volatile Optional<Watches> watches =
      Optional.of(new Watches(() -> Instant.parse("2026-11-25T17:00:00Z"), () -> 0));
  volatile byte[] metrics = "up 1\n".getBytes(UTF_8);

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public ReloadResult reload() {
    return reload.get();
  }

  @Override
  public String config() {
    return "listen: [\"127.0.0.1:8520\"]\n";
  }

  @Override
  public String metricsType(String accept) {
    return accept.contains("openmetrics") ? "application/openmetrics-text" : "text/plain";
  }

  @Override
  public void writeMetrics(String accept, OutputStream out) throws IOException {
    out.write(metrics);
  }

  @Override
  public Optional<Watches> watches() {
    return watches;
  }
}
