package dev.fivetwenty.bench.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// The processor time of a set of processes, in nanoseconds, threads that have ended included.
///
/// It is POSIX's process clock (`clock_getcpuclockid`): what `/proc/PID/stat` rounds to 10 ms, and what the sum of
/// `/proc/PID/task/*/schedstat` loses whenever a thread ends. Any thread may ask.
@SuppressWarnings("restricted") // Two calls of the C library; the launcher of the bench allows them.
public final class CpuClock {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle GET_ID =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("clock_getcpuclockid"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  private static final MethodHandle GET_TIME =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("clock_gettime"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  /// struct timespec: seconds and nanoseconds, 8 bytes each.
  private static final long TIMESPEC_BYTES = 16;

  private final List<Long> pids;

  public CpuClock(List<Long> pids) {
    this.pids = List.copyOf(pids);
  }

  /// Returns the time of this JVM.
  public static CpuClock own() {
    return new CpuClock(List.of(ProcessHandle.current().pid()));
  }

  /// Returns the nanoseconds that the processes have run since their start.
  public long nanos() {
    long sum = 0;
    for (long pid : pids) sum += nanos(pid);
    return sum;
  }

  private static long nanos(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment id = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment time = arena.allocate(TIMESPEC_BYTES, Long.BYTES);
      int failed = (int) GET_ID.invokeExact((int) pid, id);
      if (failed == 0) failed = (int) GET_TIME.invokeExact(id.get(ValueLayout.JAVA_INT, 0), time);
      if (failed != 0) throw new IllegalStateException("process " + pid + " has ended");
      long seconds = time.get(ValueLayout.JAVA_LONG, 0);
      return seconds * 1_000_000_000L + time.get(ValueLayout.JAVA_LONG, Long.BYTES);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("clock_gettime could not be called", e);
    }
  }
}
