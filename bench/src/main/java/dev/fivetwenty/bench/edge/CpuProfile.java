package dev.fivetwenty.bench.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Where the edge's processor time goes: JFR's samples by processor time (JEP 509), native code included, and the operating
/// system's count for each thread, since the JVM's own threads are not sampled.
final class CpuProfile {

  private static final int TOP = 40;
  private static final long PERIOD_MICROS = 997;

  /// Samples the edge while it is asked as fast as it answers, and returns a summary as Markdown.
  static String take(Contest edge, Duration time, Path folder) throws IOException, InterruptedException {
    long pid = edge.running().pids().getFirst();
    Path settings = folder.resolve("cpu.jfc");
    Files.writeString(
        settings,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <configuration version="2.0">
          <event name="jdk.CPUTimeSample"><setting name="enabled">true</setting>
            <setting name="throttle">%dus</setting></event>
        </configuration>
        """
            .formatted(PERIOD_MICROS));
    Path recording = folder.resolve("edge.jfr");
    jcmd(pid, "JFR.start", "name=bench", "settings=" + settings);
    Map<String, Long> before = ThreadTimes.of(pid);
    edge.saturate(time);
    Map<String, Long> after = ThreadTimes.of(pid);
    jcmd(pid, "JFR.dump", "name=bench", "filename=" + recording);
    jcmd(pid, "JFR.stop", "name=bench");
    double answered = edge.result().saturated().getLast().answered();
    return summary(RecordingFile.readAllEvents(recording), ThreadTimes.difference(before, after), answered);
  }

  private static void jcmd(long pid, String... words) throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = new ArrayList<>(List.of(program.toString(), Long.toString(pid)));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) throw new IOException("jcmd %s: %s".formatted(words[0], output));
  }

  private static String summary(List<RecordedEvent> events, Map<String, Long> threads, double answered) {
    List<RecordedEvent> samples =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("jdk.CPUTimeSample"))
            .filter(event -> event.getStackTrace() != null)
            .toList();
    var text = new StringBuilder("## Where the edge's processor time goes\n\n| thread | µs per request |\n| --- | --- |\n");
    threads.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(12)
        .forEach(t -> text.append("| %s | %.2f |%n".formatted(t.getKey(), t.getValue() / 1e3 / answered)));
    text.append("\n%,d samples.%n%n".formatted(samples.size()));
    table(text, "method on top of the stack", counts(samples, CpuProfile::top), samples.size(), TOP);
    table(text, "our method lowest in the stack, with all that it calls", counts(samples, CpuProfile::lowestOwn), samples.size(), TOP);
    table(text, "method anywhere in the stack", counts(samples, CpuProfile::anywhere), samples.size(), 2 * TOP);
    return text.toString();
  }

  private static void table(StringBuilder text, String what, Map<String, Integer> counts, int all, int most) {
    text.append("| %s | %% |%n| --- | --- |%n".formatted(what));
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(most)
        .forEach(e -> text.append("| `%s` | %.1f |%n".formatted(e.getKey(), 100.0 * e.getValue() / all)));
    text.append('\n');
  }

  private static Map<String, Integer> counts(List<RecordedEvent> samples, Function<List<RecordedFrame>, Set<String>> names) {
    Map<String, Integer> counts = new HashMap<>();
    for (RecordedEvent sample : samples) {
      for (String name : names.apply(sample.getStackTrace().getFrames())) counts.merge(name, 1, Integer::sum);
    }
    return counts;
  }

  private static Set<String> top(List<RecordedFrame> frames) {
    return frames.isEmpty() ? Set.of() : Set.of(name(frames.getFirst()));
  }

  private static Set<String> lowestOwn(List<RecordedFrame> frames) {
    return frames.stream()
        .map(CpuProfile::name)
        .filter(name -> name.startsWith("dev.fivetwenty."))
        .findFirst()
        .map(Set::of)
        .orElse(Set.of("(none of ours)"));
  }

  private static Set<String> anywhere(List<RecordedFrame> frames) {
    Set<String> names = new HashSet<>();
    frames.forEach(frame -> names.add(name(frame)));
    return names;
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private CpuProfile() {}
}
