package dev.fivetwenty.cli.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Optional;

/// How Linux shares its processors among the threads of this process: `sched_getattr(2)` and `sched_setattr(2)`, which the
/// JDK has no words for. What the system refuses stays as it was.
final class ThreadScheduling {

  private static final int SCHED_OTHER = 0;
  private static final int MOST_NICE = 19;
  private static final long RESET_ON_FORK = 1;

  /// `struct sched_attr` as of its first version; the system takes and gives any version by its size.
  private static final StructLayout ATTRIBUTES =
      MemoryLayout.structLayout(
          JAVA_INT.withName("size"), JAVA_INT.withName("policy"), JAVA_LONG.withName("flags"),
          JAVA_INT.withName("nice"), JAVA_INT.withName("priority"), JAVA_LONG.withName("runtime"),
          JAVA_LONG.withName("deadline"), JAVA_LONG.withName("period"));

  private static final long SIZE = offset("size");
  private static final long POLICY = offset("policy");
  private static final long FLAGS = offset("flags");
  private static final long NICE = offset("nice");
  private static final long RUNTIME = offset("runtime");

  /// `long syscall(long number, pid_t thread, struct sched_attr *, unsigned size, unsigned flags)`; the C library has had
  /// functions of these names only since 2025. Setting takes no size, and does not look at the last argument.
  private final MethodHandle syscall;
  private final long get;
  private final long set;

  @SuppressWarnings("restricted") // The launcher allows native access; where it is not, nothing is scheduled.
  private ThreadScheduling(long get, long set) {
    this.get = get;
    this.set = set;
    Linker linker = Linker.nativeLinker();
    syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
  }

  /// Returns that of this system where it is one that we know the numbers of.
  static Optional<ThreadScheduling> ofThisSystem() {
    if (!System.getProperty("os.name").equals("Linux")) return Optional.empty();
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> Optional.of(new ThreadScheduling(315, 314));
      case "aarch64", "riscv64" -> Optional.of(new ThreadScheduling(275, 274));
      default -> Optional.empty();
    };
  }

  private static long offset(String field) {
    return ATTRIBUTES.byteOffset(PathElement.groupElement(field));
  }

  /// Has a thread run for so long at a time where others want the same core; not those that it starts.
  ///
  /// @param thread as the system numbers it
  void turn(int thread, Duration length) {
    change(
        thread,
        attributes -> {
          attributes.set(JAVA_LONG, FLAGS, attributes.get(JAVA_LONG, FLAGS) | RESET_ON_FORK);
          attributes.set(JAVA_LONG, RUNTIME, length.toNanos());
        });
  }

  /// Has a thread, and those that it starts, leave more to others.
  ///
  /// @param nice 19 at most; each step is a quarter more for the others
  void nice(int thread, int nice) {
    change(thread, attributes -> attributes.set(JAVA_INT, NICE, Math.min(nice, MOST_NICE)));
  }

  /// Returns how nice the calling thread is; 0 where that is not told.
  int ownNice() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES);
      call(get, 0, attributes, ATTRIBUTES.byteSize());
      return attributes.get(JAVA_INT, NICE);
    }
  }

  private interface Change {
    void on(MemorySegment attributes);
  }

  /// Changes nothing of a thread that was given another policy, by somebody who knows why.
  private void change(int thread, Change change) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES);
      long size = ATTRIBUTES.byteSize();
      boolean isKnown = call(get, thread, attributes, size) == 0;
      if (!isKnown || attributes.get(JAVA_INT, POLICY) != SCHED_OTHER) return;
      attributes.set(JAVA_INT, SIZE, (int) size);
      change.on(attributes);
      call(set, thread, attributes, 0);
    }
  }

  private long call(long number, int thread, MemorySegment attributes, long size) {
    try {
      return (long) syscall.invokeExact(number, (long) thread, attributes, size, 0L);
    } catch (Throwable thrown) {
      throw new AssertionError("a call to the system that throws nothing", thrown);
    }
  }
}
