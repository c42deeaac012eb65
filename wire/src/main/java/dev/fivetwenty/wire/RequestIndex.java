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
