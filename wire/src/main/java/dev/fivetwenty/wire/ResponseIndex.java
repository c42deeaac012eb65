package dev.fivetwenty.wire;

/// The head of a response that [ResponseReader] has just completed.
public final class ResponseIndex extends HeadIndex {

  private static final int VERSION_BYTES = 8;

  private final StatusLine line;
  private final ResponseFraming framing;
  private Framing decided;

  ResponseIndex(
      HeadBuffer head,
      FieldIndex fields,
      StatusLine line,
      FieldSection section,
      ResponseFraming framing) {
    super(head, fields, section);
    this.line = line;
    this.framing = framing;
  }

  /// Takes the framing over, once the head is complete.
  void decide() {
    decided = framing.framing();
  }

  /// An agreed CONNECT has nothing to announce, RFC 9110 §9.3.6.
  boolean mayBeBare() {
    return decided == Framing.TUNNEL && status() != 101;
  }

  /// Returns 100 to 999.
  public int status() {
    return line.status();
  }

  /// True for 1xx other than 101: another head follows.
  public boolean isInterim() {
    return line.isInterim();
  }

  /// Returns 0 for HTTP/1.0, 1 for HTTP/1.1 and whatever is taken for it.
  public int minorVersion() {
    return line.minor();
  }

  /// Returns where the version starts, behind empty lines that came first.
  public int start() {
    return line.start();
  }

  public int reasonStart() {
    return line.reasonStart();
  }

  public int reasonEnd() {
    return line.reasonEnd();
  }

  /// Returns where the first field line starts.
  public int sectionStart() {
    return line.at();
  }

  @Override
  public Framing framing() {
    return decided;
  }

  @Override
  public long contentLength() {
    return decided == Framing.LENGTH ? framing.contentLength() : -1;
  }

  @Override
  public boolean keepAlive() {
    boolean delimited = decided != Framing.CLOSE && decided != Framing.TUNNEL;
    return delimited && framing.keepAlive();
  }

  /// Returns a copy that outlives the reader.
  public ResponseHead copy() {
    return new ResponseHead(
        text(start(), start() + VERSION_BYTES),
        status(),
        text(reasonStart(), reasonEnd()),
        copyFields(),
        offsetOf(start()),
        reasonEnd() - start(),
        sectionBytes());
  }
}
