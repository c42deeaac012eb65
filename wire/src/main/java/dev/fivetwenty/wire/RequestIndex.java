package dev.fivetwenty.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The head of a request that [RequestReader] has just completed.
public final class RequestIndex extends HeadIndex {

  private final RequestLine line;
  private final RequestFraming framing;

  RequestIndex(
      HeadBuffer head,
      FieldIndex fields,
      RequestLine line,
      FieldSection section,
      RequestFraming framing) {
    super(head, fields, section);
    this.line = line;
    this.framing = framing;
  }

  /// True once method and target have been read, also of a request that was refused for what follows.
  public boolean hasTarget() {
    return line.hasTarget();
  }

  /// True once the request line has been read, also of a request that was refused for what follows.
  public boolean hasVersion() {
    return line.isWhole();
  }

  public int methodStart() {
    return line.start();
  }

  public int methodEnd() {
    return line.methodEnd();
  }

  public int targetStart() {
    return line.targetStart();
  }

  public int targetEnd() {
    return line.targetEnd();
  }

  /// Returns a copy of the method as it was sent.
  public String method() {
    return text(line.start(), line.methodEnd());
  }

  /// Returns a copy of the target as it was sent.
  public String target() {
    return text(line.targetStart(), line.targetEnd());
  }

  /// Returns 0 for HTTP/1.0 and 1 for HTTP/1.1.
  public int minorVersion() {
    return line.minor();
  }

  /// True if the target names a host of its own: absolute-form, or authority-form with CONNECT.
  public boolean hasAuthority() {
    return line.hasAuthority();
  }

  /// Returns where the target's own `host[:port]` starts; it is the one that Host names, too.
  public int authorityStart() {
    return line.authorityStart();
  }

  /// Returns where the target's own host ends: there the path or the query of an absolute-form
  /// starts, unless it has neither.
  public int authorityEnd() {
    return line.authorityEnd();
  }

  /// Returns the Host field, or -1; only HTTP/1.0 may lack it.
  public int host() {
    return framing.host();
  }

  /// Returns where the first field line starts.
  public int sectionStart() {
    return line.at();
  }

  @Override
  public Framing framing() {
    return framing.framing();
  }

  @Override
  public long contentLength() {
    return framing.contentLength();
  }

  @Override
  public boolean keepAlive() {
    return framing.keepAlive();
  }

  /// True if the request asks for another protocol, RFC 9110 §7.8.
  public boolean upgradeRequested() {
    return framing.upgradeRequested();
  }

  /// True if the client may wait for an interim response before it sends content, RFC 9110 §10.1.1.
  public boolean continueExpected() {
    return framing.continueExpected();
  }

  /// Returns what a reader of the response must know.
  public Request request() {
    boolean upgrade = framing.upgradeRequested();
    int key = framing.websocketKey();
    return new Request(
        method(),
        upgrade,
        upgrade && key >= 0 ? value(key) : "",
        members("Sec-WebSocket-Protocol"),
        members("Sec-WebSocket-Extensions"));
  }

  /// Returns the list members of all fields of that name, without parameters.
  private List<String> members(String name) {
    var members = new ArrayList<String>();
    for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
      Arrays.stream(value(i).split(","))
          .map(member -> member.split(";", 2)[0].strip())
          .filter(member -> !member.isEmpty())
          .forEach(members::add);
    }
    return members;
  }
}
