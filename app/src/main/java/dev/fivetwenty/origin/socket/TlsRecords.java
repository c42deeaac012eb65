package dev.fivetwenty.origin.socket;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Watches the raw records of a TLS connection from outside, both ways: what is readable there
/// needs no provider's exception to be told from it. RFC 8446 §5.1, RFC 5246 §6.2.1.
///
/// ```text
/// type(1) version(2) length(2) fragment(length)      type 20 change cipher spec, 21 alert,
///                                                    22 handshake, 23 application data
/// ```
///
/// Confined to the event loop.
public final class TlsRecords {

  /// As many first bytes of a peer that does not speak TLS are kept.
  static final int PLAINTEXT = 64;

  private final Direction in = new Direction();
  private final Direction out = new Direction();
  private byte[] first = {};

  void inbound(ByteBuf bytes) {
    if (first.length < PLAINTEXT) {
      int take = Math.min(PLAINTEXT - first.length, bytes.readableBytes());
      int from = first.length;
      first = Arrays.copyOf(first, from + take);
      bytes.getBytes(bytes.readerIndex(), first, from, take);
    }
    in.watch(bytes);
  }

  void outbound(ByteBuf bytes) {
    out.watch(bytes);
  }

  /// Returns whether what came first was no TLS record.
  public boolean isPlaintextPeer() {
    return in.broken && in.count == 0;
  }

  /// Returns the first bytes received, at most [#PLAINTEXT].
  public byte[] first() {
    return first.clone();
  }

  /// Returns the id of the unencrypted alert received, -1 for none.
  public int alertReceived() {
    return in.alert;
  }

  /// Returns the id of the unencrypted alert that our side sent, -1 for none.
  public int alertSent() {
    return out.alert;
  }

  /// Returns how many records our side sent that have the form of an encrypted alert.
  int encryptedAlertsSent() {
    return out.encryptedAlerts;
  }

  long recordsReceived() {
    return in.count;
  }

  /// Returns the version that a ServerHello chose when that is older than 1.2; else empty, for
  /// newer ones are not told apart by this field (RFC 8446 §4.1.3).
  public String oldVersionChosen() {
    return switch (in.helloVersion) {
      case 0x0300 -> "SSLv3";
      case 0x0301 -> "TLSv1";
      case 0x0302 -> "TLSv1.1";
      default -> "";
    };
  }

  /// Returns the name of the last handshake message received; empty for none.
  public String lastMessage() {
    return in.lastMessage;
  }

  /// One direction: where in a record it is, and in which handshake message.
  private static final class Direction {
    private static final int HEADER = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int HEARTBEAT = 24;
    private static final int MESSAGE_HEADER = 4;
    private static final int SERVER_HELLO = 2;
    private static final int VERSION_LENGTH = 2;
    private static final int ALERT_LENGTH = 2;
    /// The two octets, the content type and the tag of the cipher (RFC 8446 §5.2).
    private static final int ENCRYPTED_ALERT_LENGTH = ALERT_LENGTH + 1 + 16;

    private int headerRead;
    private int type;
    private int length;
    private int left;
    private int messageHeaderRead;
    private int messageType;
    private int messageLeft;
    private int messageBodyRead;
    private int helloVersion;
    private boolean encrypted;
    private boolean broken;
    private int alert = -1;
    private long count;
    private int encryptedAlerts;
    private String lastMessage = "";

    void watch(ByteBuf bytes) {
      int end = bytes.writerIndex();
      int i = bytes.readerIndex();
      while (i < end && !broken) {
        if (headerRead < HEADER) {
          header(bytes.getByte(i++) & 0xFF);
        } else if (isReadable()) {
          fragment(bytes.getByte(i++) & 0xFF);
        } else {
          int skip = Math.min(left, end - i);
          i += skip;
          left -= skip;
        }
        if (headerRead == HEADER && left == 0 && !broken) headerRead = 0;
      }
    }

    private void header(int octet) {
      switch (headerRead++) {
        case 0 -> {
          type = octet;
          broken = octet < CHANGE_CIPHER_SPEC || octet > HEARTBEAT;
        }
        case 1 -> broken = octet != 3;
        case 3 -> length = octet << 8;
        case 4 -> {
          length |= octet;
          startFragment();
        }
        default -> {}
      }
    }

    private void startFragment() {
      left = length;
      count++;
      if (type == APPLICATION_DATA) {
        encrypted = true;
        if (length == ENCRYPTED_ALERT_LENGTH) encryptedAlerts++;
      }
      if (type == ALERT && length > ALERT_LENGTH) encryptedAlerts++;
      if (type == HANDSHAKE && encrypted) lastMessage = "encrypted";
    }

    private boolean isReadable() {
      return switch (type) {
        case HANDSHAKE -> !encrypted;
        case ALERT -> length == ALERT_LENGTH;
        case CHANGE_CIPHER_SPEC -> true;
        default -> false;
      };
    }

    private void fragment(int octet) {
      left--;
      if (type == HANDSHAKE) message(octet);
      else if (type == ALERT && left == 0) alert = octet;
      // TLS 1.3 sends one for show, and what follows is encrypted there, too.
      else if (type == CHANGE_CIPHER_SPEC) encrypted = true;
    }

    private void message(int octet) {
      if (messageHeaderRead == 0) {
        messageType = octet;
        messageLeft = 0;
        messageBodyRead = 0;
        messageHeaderRead = 1;
      } else if (messageHeaderRead < MESSAGE_HEADER) {
        messageLeft = messageLeft << 8 | octet;
        messageHeaderRead++;
      } else {
        if (messageType == SERVER_HELLO && messageBodyRead < VERSION_LENGTH) {
          helloVersion = (messageBodyRead == 0 ? 0 : helloVersion << 8) | octet;
        }
        messageBodyRead++;
        messageLeft--;
      }
      if (messageHeaderRead == MESSAGE_HEADER && messageLeft == 0) {
        lastMessage = name(messageType);
        messageHeaderRead = 0;
      }
    }

    private static String name(int type) {
      return switch (type) {
        case 0 -> "hello_request";
        case 1 -> "client_hello";
        case 2 -> "server_hello";
        case 4 -> "new_session_ticket";
        case 8 -> "encrypted_extensions";
        case 11 -> "certificate";
        case 12 -> "server_key_exchange";
        case 13 -> "certificate_request";
        case 14 -> "server_hello_done";
        case 15 -> "certificate_verify";
        case 16 -> "client_key_exchange";
        case 20 -> "finished";
        case 22 -> "certificate_status";
        default -> "message " + type;
      };
    }
  }
}
