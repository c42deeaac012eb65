package dev.fivetwenty.lab.dns;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Answers A and AAAA queries over UDP from a table; names that are not in it do not exist.
///
/// Reads one question per query, RFC 1035 §4.1; anything that is not a query is dropped.
public final class NameServer implements Closeable {

  private static final int HEADER = 12;
  private static final int MOST_QUERY = 1232;
  private static final int NXDOMAIN = 3;
  private static final int TYPE_A = 1;
  private static final int TYPE_OPT = 41;
  private static final int CLASS_IN = 1;
  private static final int OPTION_EXTENDED_ERROR = 15;

  /// Long enough to see it in a cache, short enough to forget.
  private static final int TTL = 5;

  private final DatagramSocket socket;
  private final Map<String, DnsAnswer> zone;
  private final Consumer<String> log;

  /// Binds; the names of `zone` are in lower case and without a final dot.
  public NameServer(InetSocketAddress at, Map<String, DnsAnswer> zone, Consumer<String> log)
      throws IOException {
    this.socket = new DatagramSocket(at);
    this.zone = Map.copyOf(zone);
    this.log = log;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// Answers until closed.
  public void serve() {
    byte[] buffer = new byte[MOST_QUERY];
    while (!socket.isClosed()) {
      try {
        var query = new DatagramPacket(buffer, buffer.length);
        socket.receive(query);
        byte[] reply = reply(ByteBuffer.wrap(buffer, 0, query.getLength()).slice());
        if (reply.length > 0) {
          socket.send(new DatagramPacket(reply, reply.length, query.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) log.accept("dns: " + e);
      }
    }
  }

  /// Returns the answer to a query, empty for none.
  byte[] reply(ByteBuffer query) {
    if (query.limit() < HEADER + 5 || (query.get(2) & 0x80) != 0 || query.getShort(4) != 1) {
      return new byte[0];
    }
    var name = new StringBuilder();
    int end = readName(query, name);
    if (end < 0 || end + 4 > query.limit()) return new byte[0];
    int type = query.getShort(end);
    DnsAnswer answer = zone.getOrDefault(name.toString(), DnsAnswer.code(NXDOMAIN));
    log.accept("dns: " + name + (type == TYPE_A ? " A" : " type " + type) + " -> " + answer);
    if (answer.silent()) return new byte[0];
    return write(query, end + 4, type == TYPE_A, answer);
  }

  /// Appends the name at the question in lower case; returns the offset after it, -1 if it is no
  /// name.
  private static int readName(ByteBuffer query, StringBuilder name) {
    int at = HEADER;
    while (at < query.limit()) {
      int length = query.get(at++) & 0xff;
      if (length == 0) return at;
      if (length > 63 || at + length > query.limit()) return -1;
      byte[] label = new byte[length];
      query.get(at, label);
      if (!name.isEmpty()) name.append('.');
      name.append(new String(label, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
      at += length;
    }
    return -1;
  }

  private static byte[] write(ByteBuffer query, int questionEnd, boolean isA, DnsAnswer answer) {
    boolean hasOpt = query.getShort(10) > 0;
    int addresses = isA ? answer.addresses().size() : 0;
    ByteBuffer reply = ByteBuffer.allocate(MOST_QUERY);
    reply.putShort(query.getShort(0));
    int recursionDesired = query.get(2) & 1;
    reply.put((byte) (0x84 | recursionDesired)); // QR, AA
    reply.put((byte) (0x80 | answer.rcode())); // RA
    reply.putShort((short) 1).putShort((short) addresses).putShort((short) 0);
    reply.putShort((short) (hasOpt ? 1 : 0));
    reply.put(query.slice(HEADER, questionEnd - HEADER));
    for (int i = 0; i < addresses; i++) {
      reply.putShort((short) 0xc00c); // The name of the question.
      reply.putShort((short) TYPE_A).putShort((short) CLASS_IN).putInt(TTL).putShort((short) 4);
      for (String octet : answer.addresses().get(i).split("\\.")) {
        reply.put((byte) Integer.parseInt(octet));
      }
    }
    if (hasOpt) writeOpt(reply, answer);
    byte[] bytes = new byte[reply.position()];
    reply.get(0, bytes);
    return bytes;
  }

  private static void writeOpt(ByteBuffer reply, DnsAnswer answer) {
    reply.put((byte) 0).putShort((short) TYPE_OPT).putShort((short) MOST_QUERY).putInt(0);
    if (answer.extended().isEmpty()) {
      reply.putShort((short) 0);
      return;
    }
    reply.putShort((short) 6).putShort((short) OPTION_EXTENDED_ERROR).putShort((short) 2);
    reply.putShort((short) answer.extended().getAsInt());
  }

  @Override
  public void close() {
    socket.close();
  }
}
