package dev.fivetwenty.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Feeds bytes to readers in pieces, and says in words what came of it.
final class Reading {

  private static final int LONGEST_TARGET = 80;

  /// Seeds every random choice of a test; `-Dseed=` repeats a run.
  static long seed() {
    return Long.getLong("seed", System.nanoTime());
  }

  static List<byte[]> whole(byte[] bytes) {
    return List.of(bytes);
  }

  static List<byte[]> oneByOne(byte[] bytes) {
    var parts = new ArrayList<byte[]>();
    for (byte octet : bytes) parts.add(new byte[] {octet});
    return parts;
  }

  /// Returns every way to give the bytes in two pieces.
  static Stream<List<byte[]>> inTwo(byte[] bytes) {
    return IntStream.range(1, bytes.length)
        .mapToObj(
            at -> List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length)));
  }

  static List<byte[]> randomly(byte[] bytes, RandomGenerator random) {
    var parts = new ArrayList<byte[]>();
    int longest = 1 + random.nextInt(Math.max(1, bytes.length));
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(longest));
      parts.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return parts;
  }

  static WireReport response(
      Profile profile, Request request, long offset, List<byte[]> parts, Ending ending) {
    ResponseReader reader = new ResponseReader(profile).begin(request, offset);
    for (byte[] part : parts) feed(reader, ByteBuffer.wrap(part));
    return reader.end(ending);
  }

  static void feed(ResponseReader reader, ByteBuffer input) {
    while (true) {
      switch (reader.read(input)) {
        case NEED_MORE -> {
          return;
        }
        case COMPLETE, REJECTED -> {
          if (!input.hasRemaining()) return;
        }
        default -> {}
      }
    }
  }

  static List<String> says(WireReport report) {
    var says = new ArrayList<String>();
    report.violations().forEach(v -> says.add(v.toString()));
    if (!report.protocol().isEmpty()) says.add("speaks " + report.protocol());
    if (!report.opening().isEmpty()) says.add("opens with " + report.opening());
    report.rejection().map(v -> v.rule().slug()).filter(slug -> slug.startsWith("limit-header-"))
        .ifPresent(_ -> says.add(measured(report)));
    String reached = report.reached().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String end = report.rejection().isPresent() ? "refused" : report.keepAlive() ? "kept" : "ended";
    says.add(
        "%s in %s, %s framing, %d bytes of content"
            .formatted(
                end,
                reached,
                report.framing().name().toLowerCase(Locale.ROOT),
                report.contentBytes()));
    return says;
  }

  /// Says how large a section over a limit was found to be.
  private static String measured(WireReport report) {
    String least = report.sectionWhole() ? "" : "at least ";
    String biggest =
        report.largestFields().stream()
            .map(f -> f.name() + " " + f.lineBytes() + (f.cut() ? " cut" : ""))
            .collect(Collectors.joining(", "));
    return "measured %s%d bytes in %d fields: %s"
        .formatted(least, report.sectionBytes(), report.fieldCount(), biggest);
  }

  /// Reads requests until the bytes are used up or one is refused.
  static List<String> request(Limits limits, List<byte[]> parts) {
    var reader = new RequestReader(limits);
    var says = new ArrayList<String>();
    long content = 0;
    for (byte[] part : parts) {
      ByteBuffer input = ByteBuffer.wrap(part);
      while (true) {
        RequestReader.Event event = reader.read(input);
        if (event == RequestReader.Event.NEED_MORE) break;
        content += reader.contentEnd() - reader.contentStart();
        if (event == RequestReader.Event.REJECTED) {
          Violation violation = reader.rejection().orElseThrow();
          says.add(violation.toString());
          says.add("answer " + RequestReader.status(violation.rule()));
          return says;
        }
        if (event == RequestReader.Event.COMPLETE) {
          RequestIndex head = reader.head();
          String framing = head.framing().name().toLowerCase(Locale.ROOT);
          String kept = head.keepAlive() ? "kept" : "ended";
          String what = head.method() + " " + shortened(head.target());
          says.add("%s: %s framing, %d bytes of content, %s".formatted(what, framing, content, kept));
          content = 0;
          reader.begin(reader.offset());
        }
      }
    }
    if (!reader.isIdle()) says.add("incomplete");
    return says;
  }

  private static String shortened(String target) {
    return target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET) + "…";
  }

  private Reading() {}
}
