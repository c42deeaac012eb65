package dev.fivetwenty.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What one client does on one connection.
///
/// @param draws decides the rest, such as where a client leaves
record Dialogue(Manner manner, List<Wish> wishes, SplittableRandom draws) {

  private static final int MOST_KEPT = 20;
  private static final int MOST_PIPELINED = 8;
  private static final List<String> METHODS = List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");
  private static final List<Integer> STATUSES = List.of(200, 200, 200, 200, 200, 404, 204, 304, 500, 502);
  private static final int KIB = 1 << 10;

  /// Returns the number of requests in a dialogue of a seed; the same for the same seed.
  static int length(long seed) {
    var random = new SplittableRandom(seed);
    return length(Manner.of(random.nextInt(100)), random);
  }

  private static int length(Manner manner, SplittableRandom random) {
    return switch (manner) {
      case KEPT -> 1 + random.nextInt(MOST_KEPT);
      case PIPELINED -> 2 + random.nextInt(MOST_PIPELINED - 1);
      default -> 1;
    };
  }

  /// Returns the dialogue of a seed, whose requests are numbered from `firstId` on.
  ///
  /// @param broken the part of the replies to break, 0 to 1
  static Dialogue of(long seed, int firstId, double broken) {
    var random = new SplittableRandom(seed);
    Manner manner = Manner.of(random.nextInt(100));
    int length = length(manner, random);
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      boolean mayBreak = !manner.leaves() && (manner != Manner.PIPELINED || i == length - 1);
      // A pipeline breaks only its last reply, so that one breaks as often as all of its would.
      double part = manner == Manner.PIPELINED ? broken * length : broken;
      boolean isBroken = mayBreak && random.nextDouble() < part;
      wishes.add(wish(firstId + i, manner, isBroken, random));
    }
    return new Dialogue(manner, wishes, random);
  }

  private static Wish wish(int id, Manner manner, boolean isBroken, SplittableRandom random) {
    String method = method(manner, random);
    Fault fault = isBroken ? Fault.ALL.get(random.nextInt(Fault.ALL.size())) : Fault.NONE;
    if (fault.isInContent() && method.equals("HEAD")) method = "GET";
    boolean takesContent = method.equals("POST") || method.equals("PUT") || random.nextInt(20) == 0;
    boolean isOld = manner == Manner.HTTP_1_0;
    boolean isBare = manner == Manner.PIPELINED || manner == Manner.LEAVES_REPLY;
    int upload = takesContent && !isBare ? size(random) : 0;
    if (manner == Manner.LEAVES_UPLOAD) upload = large(random);
    boolean isPlain = isBroken || manner == Manner.SLOW || manner.leaves();
    int status = isPlain ? 200 : STATUSES.get(random.nextInt(STATUSES.size()));
    int size =
        switch (manner) {
          case SLOW, LEAVES_REPLY -> large(random);
          case PIPELINED -> random.nextInt(16 * KIB);
          default -> size(random);
        };
    if (fault.isInContent()) size = Math.max(size, KIB);
    boolean canClose = manner != Manner.PIPELINED;
    Framing framing = Framing.values()[random.nextInt(canClose ? 3 : 2)];
    return new Wish(
        id, method, upload, !isOld && upload > 0 && random.nextBoolean(),
        !isOld && upload > 0 && manner != Manner.LEAVES_UPLOAD && random.nextInt(8) == 0,
        status, size, framing, fault);
  }

  private static String method(Manner manner, SplittableRandom random) {
    return switch (manner) {
      case SLOW, LEAVES_REPLY -> "GET";
      case LEAVES_UPLOAD -> "POST";
      case PIPELINED -> random.nextInt(5) == 0 ? "HEAD" : "GET";
      default -> METHODS.get(random.nextInt(METHODS.size()));
    };
  }

  /// Mostly small, as on the Web, and now and then a megabyte.
  private static int size(SplittableRandom random) {
    int kind = random.nextInt(1000);
    if (kind < 20) return 0;
    if (kind < 700) return random.nextInt(2 * KIB);
    if (kind < 950) return random.nextInt(32 * KIB);
    if (kind < 995) return random.nextInt(256 * KIB);
    return random.nextInt(Contents.MOST + 1);
  }

  private static int large(SplittableRandom random) {
    return 128 * KIB + random.nextInt(384 * KIB);
  }
}
