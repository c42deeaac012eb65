package dev.fivetwenty.edge;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.config.AccessLog;
import dev.fivetwenty.config.Behind;
import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.ErrorPages;
import dev.fivetwenty.config.HostField;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.OriginTls;
import dev.fivetwenty.config.RecorderOptions;
import dev.fivetwenty.config.RequestLimits;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.config.Transport;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Recorder;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.wire.Profile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// An edge in front of origins of a test, on a free port, whose records can be looked at.
final class TestEdge implements AutoCloseable {

  private final BlockingQueue<Seen> records = new LinkedBlockingQueue<>();
  private final Recorder recorder;
  private final Edge edge;

  /// What a record said.
  record Seen(
      String target, int status, Optional<String> cause, int statusIfUncommitted, String refusal,
      boolean clientGone, int attempts, Optional<dev.fivetwenty.recorder.Failure> failure) {}

  private TestEdge(EdgeConfig config) throws BindProblem {
    recorder = new Recorder(List.of(new Keeping()), System::nanoTime, System.err::println);
    recorder.start();
    edge = Edge.start(config, new Labels(), recorder, InstantSource.system(), System.err::println);
  }

  private final class Keeping implements ExchangeSink {
    @Override
    public void accept(ExchangeRecord record) {
      records.add(
          new Seen(
              text(record, Text.TARGET),
              record.status,
              Optional.ofNullable(record.cause).map(c -> c.slug()),
              record.statusIfUncommitted,
              record.refusal,
              record.clientGone,
              record.attempts,
              Optional.ofNullable(record.failure)));
    }
  }

  private static String text(ExchangeRecord record, Text text) {
    int from = record.texts().start(text);
    return new String(
        record.texts().bytes(), from, record.texts().end(text) - from, StandardCharsets.ISO_8859_1);
  }

  static TestEdge to(int... ports) throws BindProblem {
    return with(Profile.CLASSIC, ports);
  }

  static TestEdge with(Profile profile, int... ports) throws BindProblem {
    return new TestEdge(config(profile, ports));
  }

  private static EdgeConfig config(Profile profile, int... ports) {
    List<OriginServer> servers =
        Arrays.stream(ports)
            .mapToObj(port -> new OriginServer(false, "127.0.0.1", port, Optional.empty()))
            .toList();
    var route =
        new Route(
            "*", "/", servers, Route.Balance.ROUND_ROBIN, new HostField.OfClient(),
            new OriginTls(OriginTls.Trust.FULL, Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(), Optional.empty(), Duration.ZERO, false);
    return new EdgeConfig(
        List.of(new Listener(new Endpoint.Tcp("127.0.0.1", 0), Optional.empty(), false)),
        Optional.empty(), "TST", profile, List.of(), Presentation.EDGE_52X,
        new ClientTimeouts(
            Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(30),
            Duration.ofSeconds(400)),
        new RequestLimits(8192, 8192, 8192, 1000, RequestLimits.UNLIMITED, 10_000, 1000),
        Behind.NONE, List.of(), List.of(route),
        new RecorderOptions(false, Duration.ZERO, 0),
        new AccessLog(
            AccessLog.Format.JSON, new AccessLog.Output.None(), AccessLog.Query.HIDDEN),
        new ErrorPages(Optional.empty(), Map.of()), List.of(), true, 1, Transport.AUTO,
        Duration.ofSeconds(30));
  }

  private String listening() {
    return edge.addresses().getFirst();
  }

  InetSocketAddress address() {
    String text = listening();
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  int port() {
    return address().getPort();
  }

  BlockingQueue<Seen> records() {
    return records;
  }

  @Override
  public void close() {
    edge.close();
    recorder.close();
  }
}
