package dev.fivetwenty.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.edge.Edge;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Recorder;
import dev.fivetwenty.recorder.Watches;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// An edge with the routes of a text, on a free port.
final class RoutedEdge implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Recorder recorder = new Recorder(List.of(), System::nanoTime, System.err::println);
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();
  private final Edge edge;

  private RoutedEdge(EdgeConfig config) {
    recorder.start();
    var watches = new Watches(InstantSource.system(), System::nanoTime);
    edge =
        Edge.start(
            config, new Labels(), recorder, watches, InstantSource.system(),
            TestEdge::noArchive, List::of, notices::add);
  }

  /// @param routes what stands below `routes:`
  static RoutedEdge with(int workers, String routes) {
    return with(workers, routes, "");
  }

  /// @param more other lines of the configuration
  static RoutedEdge with(int workers, String routes, String more) {
    return new RoutedEdge(config(workers, routes, more));
  }

  private static EdgeConfig config(int workers, String routes, String more) {
    String text =
        """
        listen: ["127.0.0.1:0"]
        admin: none
        workers: %d
        %s
        routes:
        """
            .formatted(workers, more)
            + routes.indent(2);
    try {
      return EdgeYaml.read(
          Source.of(
              "edge.yaml", Path.of("").toAbsolutePath(),
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
          Overrides.NONE,
          Surroundings.ofProcess(Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void reload(int workers, String routes) {
    edge.reload(config(workers, routes, ""));
  }

  Edge edge() {
    return edge;
  }

  Queue<String> notices() {
    return notices;
  }

  InetSocketAddress address() {
    String text = edge.addresses().getFirst();
    int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  Visitor visitor() throws IOException {
    return Visitor.at(address());
  }

  long originConnections(ConnectionState state) {
    return recorder.lanes().stream()
        .mapToLong(lane -> lane.meters().originConnections(state))
        .sum();
  }

  /// Waits until it is so.
  static void await(Supplier<String> what, BooleanSupplier so) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public void close() {
    edge.close();
    recorder.close();
  }
}
