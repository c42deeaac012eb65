package dev.fivetwenty.origin.tape;

import java.util.ArrayDeque;

/// The tapes of one event loop, lent for the time of a message. Confined to that loop.
public final class Tapes {

  /// Of a head: more than the largest that a built-in profile takes, with its interim heads.
  public static final int HEAD_MOST = 160 * 1024;

  /// Of the beginning of each content, and of its end.
  public static final int EDGE = 4096;

  /// Octets behind a refused one that still belong to the picture.
  public static final int BEHIND_FAULT = 1024;

  /// Tapes that wait to be used, with at most so much room each.
  private static final int WAITING = 256;
  private static final int WAITING_ROOM = 16 * 1024;

  private final int most;
  private final int edge;
  private final ArrayDeque<Tape> free = new ArrayDeque<>();

  public Tapes() {
    this(HEAD_MOST, EDGE);
  }

  /// See [Tape].
  public Tapes(int most, int edge) {
    this.most = most;
    this.edge = edge;
  }

  public Tape take() {
    Tape tape = free.poll();
    return tape == null ? new Tape(most, edge) : tape;
  }

  public void giveBack(Tape tape) {
    if (free.size() == WAITING) return;
    tape.clear();
    tape.shrink(WAITING_ROOM);
    free.push(tape);
  }
}
