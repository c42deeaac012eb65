package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Fields;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.RangeField;
import dev.fivetwenty.policy.alwaysonline.field.Slices;
import java.util.List;

/// The answer that a copy makes: everything but `Ray-Id`, `Date` where the origin sent none, and what
/// belongs to the connection.
///
/// @param fields field lines, `Content-Length` among them where there may be content
/// @param dated  `Date` is among them
/// @param from   first octet of the content that is sent
/// @param to     behind the last one; equal to `from` where none is
public record CopyAnswer(int status, byte[] fields, boolean dated, long from, long to) {

  /// What is said anew, or would keep the outage alive in a cache on the way.
  private static final List<String> REPLACED =
      List.of("cache-control", "cdn-cache-control", "surrogate-control", "expires", "pragma", "age", "etag", "accept-ranges");

  /// What is not true any more of content that was changed.
  private static final List<String> OF_THE_CONTENT =
      List.of("content-encoding", "last-modified", "content-digest", "repr-digest", "digest", "content-md5");

  /// What stays of the fields in a 304, RFC 9110 §15.4.5.
  private static final List<String> OF_UNCHANGED = List.of("date", "content-location", "vary");

  /// How a copy is to be presented.
  ///
  /// @param failure     the status instead of the copy's; 0 for that of the copy
  /// @param cacheStatus RFC 9211
  /// @param proxyStatus RFC 9209
  public record Manner(int failure, String cacheStatus, String proxyStatus) {

    static final String DETAIL = "detail=always-online";

    /// The origin was asked just now.
    public static String asked() {
      return "fivetwenty; fwd=stale; " + DETAIL;
    }

    /// It was not, because it was down a moment ago.
    public static String spared(long ttl) {
      return "fivetwenty; hit; ttl=" + ttl + "; " + DETAIL;
    }
  }

  public static CopyAnswer of(Asked asked, Decision.Serve serve, Shown shown, Manner manner) {
    int kept = serve.copy().status();
    // A redirect that says something else leads nowhere, and browsers use no style sheet or script that does.
    boolean fails = manner.failure() != 0 && kept == 200 && Banner.isHtml(serve.copy().fields());
    int status = fails ? manner.failure() : kept;
    var maker = new Maker(asked, serve, shown, manner);
    // Conditions and ranges are about what would be a 200, RFC 9110 §13.2.1 and §14.2.
    return status == 200 ? maker.onConditions() : maker.content(status, 0, shown.length());
  }

  private record Maker(Asked asked, Decision.Serve serve, Shown shown, Manner manner) {

    CopyAnswer onConditions() {
      var conditions = new Preconditions(asked.fields(), serve.copy(), shown);
      int status = conditions.status();
      if (status == 304) return new CopyAnswer(304, unchanged(), isDated(), 0, 0);
      if (status == 412) return new CopyAnswer(412, nothing("0"), false, 0, 0);
      var range = RangeField.of(asked.fields(), shown.length());
      // Of HEAD there is no range, RFC 9110 §14.2.
      boolean part = asked.isGet() && range.isPresent() && conditions.rangeApplies();
      if (!part) return content(200, 0, shown.length());
      if (range.get().isThere()) return content(206, range.get().from(), range.get().to());
      return new CopyAnswer(416, nothing("bytes */" + shown.length()), false, 0, 0);
    }

    CopyAnswer content(int status, long from, long to) {
      var fields = new HeadFields.Writer();
      Fields kept = serve.copy().fields();
      for (int i = 0; i < kept.count(); i++) {
        boolean untrue = shown.changed() && isOneOf(OF_THE_CONTENT, kept, i);
        if (!untrue && !isOneOf(REPLACED, kept, i)) fields.copy(kept, i);
      }
      if (status == 200 || status == 206) fields.add("Accept-Ranges", "bytes");
      fields.add("Content-Length", Long.toString(to - from));
      if (status == 206) fields.add("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, shown.length()));
      own(fields);
      boolean none = !asked.isGet();
      return new CopyAnswer(status, fields.toBytes(), isDated(), from, none ? from : to);
    }

    private boolean isDated() {
      return serve.copy().fields().find("date", 0) >= 0;
    }

    private static boolean isOneOf(List<String> names, Fields fields, int field) {
      for (int i = 0; i < names.size(); i++) {
        if (Slices.same(fields.bytes(), fields.nameStart(field), fields.nameEnd(field), names.get(i))) return true;
      }
      return false;
    }

    private byte[] unchanged() {
      var fields = new HeadFields.Writer();
      Fields kept = serve.copy().fields();
      for (int i = 0; i < kept.count(); i++) {
        if (isOneOf(OF_UNCHANGED, kept, i)) fields.copy(kept, i);
      }
      own(fields);
      return fields.toBytes();
    }

    /// @param range the value of `Content-Range`, or `0` for none
    private byte[] nothing(String range) {
      var fields = new HeadFields.Writer();
      if (!range.equals("0")) fields.add("Content-Range", range);
      fields.add("Content-Length", "0");
      own(fields);
      return fields.toBytes();
    }

    private void own(HeadFields.Writer fields) {
      if (!shown.etag().isEmpty()) fields.add("ETag", shown.etag());
      fields.add("Age", Long.toString(serve.age()));
      fields.add("Cache-Control", "no-store");
      fields.add("Cache-Status", manner.cacheStatus());
      fields.add("Proxy-Status", manner.proxyStatus());
    }
  }
}
