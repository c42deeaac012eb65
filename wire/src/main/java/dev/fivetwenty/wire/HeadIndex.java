package dev.fivetwenty.wire;

/// A complete head. Valid until the reader reads the next one.
public abstract sealed class HeadIndex extends FieldLines permits ResponseIndex, RequestIndex {

  private final FieldSection section;

  HeadIndex(HeadBuffer head, FieldIndex fields, FieldSection section) {
    super(head, fields);
    this.section = section;
  }

  /// Returns the bytes of all field lines with their line ends.
  public final int sectionBytes() {
    return section.sectionBytes();
  }

  /// Returns where the head ends, behind its empty line.
  public final int end() {
    return section.at();
  }

  /// True if the field lines may be passed on as they stand: each ends with CRLF, has its colon
  /// right behind the name, is one line, and has no control characters.
  public final boolean isVerbatim() {
    return section.isVerbatim();
  }

  public abstract Framing framing();

  /// Returns the value of Content-Length where that frames the content, else -1.
  public abstract long contentLength();

  /// True if the connection can carry another exchange once this message is complete.
  public abstract boolean keepAlive();
}
