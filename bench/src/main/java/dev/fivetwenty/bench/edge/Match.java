package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Cores;
import dev.fivetwenty.bench.process.FreePort;
import dev.fivetwenty.bench.process.MissingProgram;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All contenders at one row: started together, warmed one by one, then measured in turn.
final class Match implements AutoCloseable {

  /// The load that is offered to all, as a part of what the slowest of them gave while it was warmed.
  private static final double OFFERED = 0.5;

  private final Row row;
  private final Options options;
  private final Cores cores;
  private final Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Contest> contests = new ArrayList<>();
  private double offered;

  Match(Row row, Options options, Cores cores, Path folder) {
    this.row = row;
    this.options = options;
    this.cores = cores;
    this.folder = folder;
  }

  /// Starts the origin and everyone who can take part, and asks each one once, byte for byte.
  void start(List<Contender> contenders) throws IOException, InterruptedException, MissingProgram {
    if (row.isBroken()) {
      // It runs in this JVM, so its time is the generator's.
      var breaking = keep(new BreakingOrigin(row.size()));
      start(contenders, breaking.address(), List.of());
      return;
    }
    var files = keep(new StaticOrigin(folder, row.size(), cores));
    start(contenders, files.address(), row.isDown() ? List.of() : files.pids());
    if (row.isDown()) {
      for (Contest contest : contests) contest.askWhileOriginIsThere();
      // Copies are on the disk by then, and stale.
      Thread.sleep(1_500);
      files.close();
    }
  }

  private void start(List<Contender> contenders, InetSocketAddress origin, List<Long> originPids)
      throws IOException, InterruptedException, MissingProgram {
    Certificate certificate = row.isTls() ? Certificate.make(folder) : null;
    SslContext tls = row.isTls() ? clientTls() : null;
    for (Contender contender : contenders) {
      if (row.isTls() && !contender.terminatesTls() || row.isDown() && !contender.standsIn()) continue;
      Path own = Files.createDirectories(folder.resolve(contender.name()));
      Running running =
          contender.start(new Site(own, origin, FreePort.pick(), certificate, row.isDown(), cores));
      try {
        SoundReply.check(contender.name(), running.address(), row, certificate);
        contests.add(keep(new Contest(contender, running, row, tls, originPids)));
      } catch (IOException e) {
        running.close();
        throw new IOException("%s in row %s: %s".formatted(contender.name(), row.slug(), e.getMessage()), e);
      }
    }
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private static SslContext clientTls() throws IOException {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.OPENSSL)
        .protocols("TLSv1.3")
        .endpointIdentificationAlgorithm(null)
        .trustManager(InsecureTrustManagerFactory.INSTANCE)
        .build();
  }

  void warm() throws IOException {
    for (Contest contest : contests) contest.warm(options.warming());
    double slowest = contests.stream().mapToDouble(Contest::warmPerSecond).min().orElseThrow();
    offered = slowest * OFFERED;
    for (Contest contest : contests) contest.warmAt(offered, options.warming());
  }

  /// Measures everyone once.
  void round() {
    for (Contest contest : contests) {
      contest.saturate(options.time());
      contest.offer(offered, options.time());
    }
  }

  /// Returns the contest of the edge.
  Contest edge() {
    return contests.stream().filter(contest -> contest.name().equals("edge")).findFirst().orElseThrow();
  }

  Standings standings() throws IOException {
    List<Result> results = new ArrayList<>();
    for (Contest contest : contests) results.add(contest.result());
    return new Standings(row, offered, results);
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable closeable : open.reversed()) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("not closed: " + closeable, e);
      }
    }
  }
}
