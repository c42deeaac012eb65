package dev.fivetwenty.lab.tls;

import dev.fivetwenty.lab.socket.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// A client's first TLS record, read as far as the lab must know it: is it one, does it name a
/// server.
public final class Hello {

  private static final int HANDSHAKE = 0x16;
  private static final int RECORD_HEADER = 5;
  private static final int MOST_RECORD = 1 << 14;
  private static final int SERVER_NAME = 0;

  private Hello() {}

  /// True when the next byte begins a TLS handshake; consumes nothing. False also when none comes.
  public static boolean isNext(Connection connection) throws IOException {
    InputStream in = connection.in();
    in.mark(1);
    int first = in.read();
    in.reset();
    return first == HANDSHAKE;
  }

  /// Returns the first record without consuming it.
  static byte[] peek(Connection connection) throws IOException {
    InputStream in = connection.in();
    in.mark(RECORD_HEADER + MOST_RECORD);
    byte[] record = read(in);
    in.reset();
    return record;
  }

  /// Takes the first record off the connection.
  static void take(Connection connection) throws IOException {
    read(connection.in());
  }

  private static byte[] read(InputStream in) throws IOException {
    byte[] header = in.readNBytes(RECORD_HEADER);
    // Who reads a request in plain text as a record would wait for the rest of it for ever.
    if (header.length < RECORD_HEADER || header[0] != HANDSHAKE) {
      throw new EOFException("no TLS handshake came");
    }
    int length = Math.min(MOST_RECORD, (header[3] & 0xff) << 8 | header[4] & 0xff);
    byte[] body = in.readNBytes(length);
    return ByteBuffer.allocate(RECORD_HEADER + body.length).put(header).put(body).array();
  }

  /// True when the ClientHello carries a server name, RFC 6066 §3.
  static boolean hasServerName(byte[] record) {
    try {
      ByteBuffer hello = ByteBuffer.wrap(record, RECORD_HEADER, record.length - RECORD_HEADER);
      skip(hello, 1 + 3 + 2 + 32); // Type, length, version, random.
      skip(hello, hello.get() & 0xff); // Session.
      skip(hello, hello.getShort() & 0xffff); // Cipher suites.
      skip(hello, hello.get() & 0xff); // Compression.
      hello.getShort();
      while (hello.hasRemaining()) {
        if (hello.getShort() == SERVER_NAME) return true;
        skip(hello, hello.getShort() & 0xffff);
      }
      return false;
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return false; // Not a ClientHello of one record; the handshake will say so.
    }
  }

  private static void skip(ByteBuffer buffer, int bytes) {
    buffer.position(buffer.position() + bytes);
  }
}
