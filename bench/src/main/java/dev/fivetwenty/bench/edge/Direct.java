package dev.fivetwenty.bench.edge;

import java.net.InetSocketAddress;
import java.util.List;

/// No proxy at all: how fast origin and generator are by themselves, and so how far a row can be trusted.
final class Direct implements Contender {

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public String version() {
    return "no proxy";
  }

  @Override
  public boolean terminatesTls() {
    return false;
  }

  @Override
  public Running start(Site site) {
    InetSocketAddress origin = site.origin();
    return new Running() {
      @Override
      public InetSocketAddress address() {
        return origin;
      }

      @Override
      public List<Long> pids() {
        return List.of();
      }

      @Override
      public long logged() {
        return -1;
      }

      @Override
      public void close() {}
    };
  }
}
