package dev.fivetwenty.cli.service;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Has the event loops run as soon as there is something to do, whatever else of this process is on their core.
///
/// Visitors wait for the loops and for nobody else. Yet Linux gives whoever runs a turn of some milliseconds, so that a
/// loop that is woken meanwhile, by a request, waits for the compilers or for the recorder. Who asks for shorter turns
/// comes first, for the same share of the core (EEVDF, Linux 6.12 and later; others take no notice). And the compilers,
/// who have work for minutes after a start, weigh a third of a loop each: a quarter of a core that a loop never leaves,
/// instead of half of it. With a tenth code stays slow for twice as long under full load.
///
/// Where the system does not allow it all stays as it was.
public final class LoopsFirst {

  /// The shortest turn that Linux takes.
  private static final Duration TURN = Duration.ofNanos(100_000);

  /// So much nicer than the process are its compilers: each weighs a third of a loop then.
  private static final int NICER = 5;

  private static final Path THREADS = Path.of("/proc/self/task");

  private final ThreadScheduling scheduling;
  private final int nice;

  private LoopsFirst(ThreadScheduling scheduling) {
    this.scheduling = scheduling;
    this.nice = scheduling.ownNice() + NICER;
  }

  /// Sees to the threads that there are; what a compiler starts later is as nice as it is. Returns at once.
  public static void arrange() {
    // To find the system's functions takes a tenth of a second, which nobody is to wait for.
    Thread.ofPlatform().name("loops first").daemon().start(LoopsFirst::twice);
  }

  private static void twice() {
    try {
      var scheduling = ThreadScheduling.ofThisSystem();
      if (scheduling.isEmpty()) return;
      var loops = new LoopsFirst(scheduling.get());
      loops.all();
      // A compiler that was not nice yet may have started another meanwhile.
      loops.all();
    } catch (RuntimeException | LinkageError unsaid) {
      // A JVM without native access, or a C library without these functions: the edge serves as well as it can.
    }
  }

  private void all() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) see(thread);
    } catch (IOException unsaid) {
      // Without /proc nobody is known by name.
    }
  }

  private void see(Path thread) {
    String name;
    try {
      name = Files.readString(thread.resolve("comm"));
    } catch (IOException ended) {
      return;
    }
    int id = Integer.parseInt(thread.getFileName().toString());
    if (name.startsWith("edge-")) scheduling.turn(id, TURN);
    if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) scheduling.nice(id, nice);
  }
}
