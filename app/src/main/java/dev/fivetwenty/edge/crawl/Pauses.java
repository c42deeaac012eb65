package dev.fivetwenty.edge.crawl;

import java.time.Duration;

/// Lets time pass.
interface Pauses {
  void pause(Duration time) throws InterruptedException;
}
