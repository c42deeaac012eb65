package dev.fivetwenty.policy.alwaysonline.field;

/// The content codings that a request accepts, RFC 9110 §12.5.3.
final class AcceptEncoding {

  private static final String NOUGHT = "q=0.000";
  private static final byte UNSAID = 0;
  private static final byte ACCEPTED = 1;
  private static final byte REFUSED = 2;

  private final String coding;
  private byte named;
  private byte any;

  private AcceptEncoding(String coding) {
    this.coding = coding;
  }

  /// A request without the field accepts anything by the letter; those who send none mean plain.
  ///
  /// @param codings in lower case, a list
  static boolean accepts(Fields request, String codings) {
    if (request.find(Variant.CODING_FIELD, 0) < 0) return false;
    for (String one : codings.split(",")) {
      var found = new AcceptEncoding(one.strip());
      Slices.parts(request, Variant.CODING_FIELD, found::member);
      if ((found.named == UNSAID ? found.any : found.named) != ACCEPTED) return false;
    }
    return true;
  }

  private void member(byte[] bytes, int from, int to) {
    int semicolon = Slices.find(bytes, from, to, ';');
    int end = Slices.last(bytes, from, semicolon);
    byte said = isZero(bytes, semicolon, to) ? REFUSED : ACCEPTED;
    if (Slices.same(bytes, from, end, coding)) named = said;
    else if (Slices.same(bytes, from, end, "*")) any = said;
  }

  /// Returns whether one of the parameters is the weight nought, with up to three decimals.
  private static boolean isZero(byte[] bytes, int semicolon, int to) {
    for (int at = semicolon; at < to; ) {
      int next = Slices.find(bytes, at + 1, to, ';');
      int from = Slices.first(bytes, at + 1, next);
      if (isZeroWeight(Slices.text(bytes, from, Slices.last(bytes, from, next)))) return true;
      at = next;
    }
    return false;
  }

  private static boolean isZeroWeight(String parameter) {
    int length = parameter.length();
    return length >= 3 && NOUGHT.regionMatches(true, 0, parameter, 0, length);
  }
}
