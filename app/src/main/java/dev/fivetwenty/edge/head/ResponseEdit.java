package dev.fivetwenty.edge.head;

import dev.fivetwenty.wire.FieldLines;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Writes the head that a client is sent from the head that an origin sent.
///
/// Confined to one event loop and used again for each response.
public final class ResponseEdit {

  /// Room for what is added to a head, and for a small content behind it.
  private static final int ADDED = 256;
  private static final int SMALL_CONTENT = 2048;

  private static final int NO_CONTENT = 204;
  private static final int SWITCHING_PROTOCOLS = 101;

  private static final byte[] RAY_ID = Octets.ascii("Ray-Id: ");
  private static final byte[] CONTENT_LENGTH = Octets.ascii("Content-Length: ");
  private static final byte[] CHUNKED = Octets.ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] CONNECTION_CLOSE = Octets.ascii("Connection: close\r\n");
  private static final byte[] CONNECTION_KEEP_ALIVE = Octets.ascii("Connection: keep-alive\r\n");
  private static final byte[] CONNECTION_UPGRADE = Octets.ascii("Connection: upgrade\r\n");
  private static final byte[] DATE = Octets.ascii("Date: ");

  private final FieldCopy copy = new FieldCopy();
  private final Nominated nominated = new Nominated();
  private final HttpDate date;

  private ResponseIndex head;
  private boolean dated;
  private boolean coded;
  private int lengthField;

  public ResponseEdit(HttpDate date) {
    this.date = date;
  }

  /// How the client will know where the content ends.
  public enum Delimited {
    /// There is none.
    BODYLESS,
    BY_LENGTH,
    BY_CHUNKS,
    BY_CLOSE
  }

  /// What is said of the client's connection.
  public enum Fate {
    /// Nothing: it is kept, as is usual.
    KEPT,
    /// Kept, and said so, because HTTP/1.0 does not by itself.
    KEPT_AS_ASKED,
    CLOSED;

    /// @param minorVersion of the request
    public static Fate of(boolean kept, int minorVersion) {
      if (!kept) return CLOSED;
      return minorVersion == 0 ? KEPT_AS_ASKED : KEPT;
    }
  }

  /// Returns the final head; the caller releases it.
  public ByteBuf write(
      ResponseIndex from, Delimited delimited, Fate fate, RayText ray, ByteBufAllocator alloc) {
    ByteBuf out = begin(from, SMALL_CONTENT, alloc);
    fields(out);
    if (from.status() == SWITCHING_PROTOCOLS) {
      out.writeBytes(CONNECTION_UPGRADE);
    } else {
      length(delimited, out);
      if (fate == Fate.CLOSED) out.writeBytes(CONNECTION_CLOSE);
      else if (fate == Fate.KEPT_AS_ASKED) out.writeBytes(CONNECTION_KEEP_ALIVE);
    }
    if (!dated) out.writeBytes(DATE).writeBytes(date.now()).writeBytes(Octets.CRLF);
    ray.write(RAY_ID, out);
    ray.added(out);
    head = null;
    return out.writeBytes(Octets.CRLF);
  }

  /// Returns an interim head; the caller releases it.
  public ByteBuf writeInterim(ResponseIndex from, ByteBufAllocator alloc) {
    ByteBuf out = begin(from, 0, alloc);
    fields(out);
    head = null;
    return out.writeBytes(Octets.CRLF);
  }

  private ByteBuf begin(ResponseIndex from, int room, ByteBufAllocator alloc) {
    head = from;
    dated = false;
    coded = false;
    lengthField = -1;
    ByteBuf out = alloc.directBuffer(from.end() - from.start() + ADDED + room);
    out.writeBytes(Octets.VERSION);
    Octets.decimal(from.status(), out);
    out.writeByte(' ');
    Octets.text(from.bytes(), from.reasonStart(), from.reasonEnd(), out);
    return out.writeBytes(Octets.CRLF);
  }

  private void fields(ByteBuf out) {
    copy.begin(head, head.isVerbatim(), out);
    nominated.begin(head);
    for (int i = head.find("Connection", 0); i >= 0; i = head.find("Connection", i + 1)) {
      nominated.read(i);
    }
    for (int i = 0; i < head.fieldCount(); i++) {
      KnownField known = KnownField.of(head, i);
      if (keeps(known, i) && !(nominated.any() && isNominated(known, i))) copy.keep(i);
    }
    copy.end();
  }

  private boolean isNominated(KnownField known, int field) {
    return known.isRemovable() && nominated.names(field);
  }

  private boolean keeps(KnownField known, int field) {
    return switch (known) {
      case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TE, RAY_ID -> false;
      case TRANSFER_ENCODING -> {
        coded = true;
        yield false;
      }
      case UPGRADE -> head.status() == SWITCHING_PROTOCOLS;
      case CONTENT_LENGTH -> {
        if (lengthField < 0) lengthField = field;
        yield false;
      }
      case DATE -> {
        dated = true;
        yield true;
      }
      default -> true;
    };
  }

  private void length(Delimited delimited, ByteBuf out) {
    switch (delimited) {
      case BY_LENGTH -> {
        out.writeBytes(CONTENT_LENGTH);
        Octets.decimal(head.contentLength(), out);
        out.writeBytes(Octets.CRLF);
      }
      case BY_CHUNKS -> out.writeBytes(CHUNKED);
      case BODYLESS -> {
        boolean meant = lengthField >= 0 && !coded;
        if (meant && head.status() != NO_CONTENT) asSent(lengthField, out);
      }
      case BY_CLOSE -> {}
    }
  }

  /// The length of what would have been sent, in the reply to HEAD and in a 304. It counts for
  /// nothing beside a transfer coding, RFC 9112 §6.3.
  private void asSent(int field, ByteBuf out) {
    int from = head.valueStart(field);
    int to = head.valueEnd(field);
    for (int i = from; i < to; i++) {
      if (head.bytes()[i] < '0' || head.bytes()[i] > '9') return;
    }
    out.writeBytes(CONTENT_LENGTH).writeBytes(head.bytes(), from, to - from)
        .writeBytes(Octets.CRLF);
  }

  /// Returns how the content goes to a client whose minor version is `minor`.
  public static Delimited delimited(Framing framing, int minor) {
    return switch (framing) {
      case NONE, TUNNEL -> Delimited.BODYLESS;
      case LENGTH -> Delimited.BY_LENGTH;
      case CHUNKED, CLOSE -> minor > 0 ? Delimited.BY_CHUNKS : Delimited.BY_CLOSE;
    };
  }

  /// Writes the trailers that may follow the last chunk, RFC 9110 §6.5.1: none that says where a
  /// message ends, whom it is for or what becomes of the connection.
  public void trailers(FieldLines trailers, ByteBuf out) {
    copy.begin(trailers, false, out);
    for (int i = 0; i < trailers.fieldCount(); i++) {
      if (KnownField.of(trailers, i) == KnownField.OTHER) copy.keep(i);
    }
    copy.end();
  }
}
