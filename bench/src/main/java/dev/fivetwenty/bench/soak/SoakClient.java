package dev.fivetwenty.bench.soak;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A client that holds one dialogue after the other until enough has been asked. Runs on a virtual thread.
final class SoakClient implements Runnable {

  /// Far longer than anything takes here, and shorter than the edge's own deadlines.
  private static final Duration STUCK = Duration.ofSeconds(60);

  private static final int SMALL_BUFFER = 8 << 10;
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final int PIECE = 4 << 10;

  private final InetSocketAddress edge;
  private final Ledger ledger;
  private final AtomicLong seeds;
  private final double broken;
  private ClientSocket connection;

  /// @param seeds hands out the seeds of dialogues, to all clients
  SoakClient(InetSocketAddress edge, Ledger ledger, AtomicLong seeds, double broken) {
    this.edge = edge;
    this.ledger = ledger;
    this.seeds = seeds;
    this.broken = broken;
  }

  @Override
  public void run() {
    while (true) {
      long seed = seeds.getAndIncrement();
      int first = ledger.reserve(Dialogue.length(seed));
      if (first < 0) return;
      Dialogue dialogue = Dialogue.of(seed, first, broken);
      dialogue.wishes().forEach(wish -> ledger.begin(wish, dialogue.manner()));
      hold(dialogue);
      close();
    }
  }

  private void hold(Dialogue dialogue) {
    switch (dialogue.manner()) {
      case PIPELINED -> pipeline(dialogue);
      case LEAVES_REPLY, LEAVES_UPLOAD -> leave(dialogue);
      default -> {
        for (Wish wish : dialogue.wishes()) ask(wish, dialogue.manner());
      }
    }
  }

  private void ask(Wish wish, Manner manner) {
    ClientSocket.Answer answer;
    try {
      if (connection == null) open(manner);
      connection.send(wish, manner);
      if (manner == Manner.HALF_CLOSED) connection.socket().shutdownOutput();
      answer = connection.answer(wish);
    } catch (SocketTimeoutException e) {
      answer = new ClientSocket.Answer(Seen.STUCK, 0, true);
    } catch (IOException e) {
      // Reading tells ends apart by itself; what is left is a write that failed, before any reply.
      answer = new ClientSocket.Answer(Seen.LOST, 0, true);
    }
    ledger.end(wish, answer.seen(), answer.status());
    if (answer.isLast()) close();
  }

  private void open(Manner manner) throws IOException {
    var socket = new Socket();
    if (manner == Manner.SLOW) socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.setTcpNoDelay(true);
    socket.connect(edge, (int) STUCK.toMillis());
    socket.setSoTimeout((int) STUCK.toMillis());
    InputStream in = socket.getInputStream();
    connection = new ClientSocket(socket, manner == Manner.SLOW ? new SlowStream(in, PIECE, PAUSE) : in);
  }

  private void pipeline(Dialogue dialogue) {
    List<Wish> wishes = dialogue.wishes();
    boolean isOver = false;
    try {
      open(dialogue.manner());
      var all = new StringBuilder();
      for (Wish wish : wishes) all.append(ClientSocket.head(wish, dialogue.manner()));
      connection.socket().getOutputStream().write(Incoming.ascii(all.toString()));
    } catch (IOException e) {
      isOver = true; // None of them is answered, and each is counted as lost.
    }
    for (Wish wish : wishes) {
      ClientSocket.Answer answer = isOver ? new ClientSocket.Answer(Seen.LOST, 0, true) : next(wish);
      ledger.end(wish, answer.seen(), answer.status());
      isOver |= answer.isLast();
    }
  }

  private ClientSocket.Answer next(Wish wish) {
    try {
      return connection.answer(wish);
    } catch (SocketTimeoutException e) {
      return new ClientSocket.Answer(Seen.STUCK, 0, true);
    }
  }

  /// Leaves in the middle, with a reset or with a FIN.
  private void leave(Dialogue dialogue) {
    Wish wish = dialogue.wishes().getFirst();
    try {
      open(dialogue.manner());
      Socket socket = connection.socket();
      OutputStream out = socket.getOutputStream();
      out.write(Incoming.ascii(ClientSocket.head(wish, dialogue.manner())));
      if (dialogue.manner() == Manner.LEAVES_UPLOAD) {
        connection.content(wish, dialogue.draws().nextInt(wish.upload()));
      } else {
        socket.getInputStream().readNBytes(1 + dialogue.draws().nextInt(SMALL_BUFFER));
      }
      if (dialogue.draws().nextBoolean()) socket.setSoLinger(true, 0);
    } catch (SocketTimeoutException e) {
      ledger.end(wish, Seen.STUCK, 0);
      return;
    } catch (IOException e) {
      // Whoever leaves has no claim to an answer.
    }
    ledger.end(wish, Seen.LEFT, 0);
  }

  private void close() {
    if (connection == null) return;
    try {
      connection.socket().close();
    } catch (IOException e) {
      // A socket that cannot be closed was closed by its peer.
    }
    connection = null;
  }

  /// Hands out little at a time.
  private static final class SlowStream extends FilterInputStream {

    private final int piece;
    private final Duration pause;

    SlowStream(InputStream in, int piece, Duration pause) {
      super(in);
      this.piece = piece;
      this.pause = pause;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      LockSupport.parkNanos(pause.toNanos());
      return super.read(bytes, offset, Math.min(length, piece));
    }
  }
}
