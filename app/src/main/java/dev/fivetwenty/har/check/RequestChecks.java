package dev.fivetwenty.har.check;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.har.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/// Checks of a request against itself: what stands in it twice must be the same.
final class RequestChecks {

  private final Notes notes;

  RequestChecks(Notes notes) {
    this.notes = notes;
  }

  void entry(HarEntry entry) {
    String pointer = entry.pointer() + "/request";
    url(entry, pointer);
    cookies(entry, pointer);
    post(entry.request().object("postData"), pointer + "/postData");
  }

  private void url(HarEntry entry, String pointer) {
    String url = entry.url();
    int scheme = url.indexOf(':');
    boolean absolute = scheme > 0 && url.substring(0, scheme).matches("[A-Za-z][A-Za-z0-9+.-]*");
    boolean opaque = url.startsWith("data:") || url.startsWith("blob:");
    if (!absolute || !opaque && !url.startsWith("//", scheme + 1)) {
      if (entry.request().has("url")) {
        notes.add(LintRule.URL_INVALID, pointer + "/url", "no scheme and host");
      }
      return;
    }
    if (url.indexOf('#') >= 0) {
      notes.add(LintRule.URL_FRAGMENT, pointer + "/url", "has a fragment");
    }
    if (!opaque) query(entry, url, pointer);
  }

  /// Compares the number of parameters: writers differ in how they decode values.
  private void query(HarEntry entry, String url, String pointer) {
    if (!entry.request().has("queryString")) return;
    int listed = entry.request().list("queryString").size();
    String query = rawQuery(url);
    int inUrl = query.isEmpty() ? 0 : (int) List.of(query.split("&", -1)).stream()
        .filter(p -> !p.isEmpty()).count();
    if (listed != inUrl) {
      notes.add(
          LintRule.QUERY_DIFFERS, pointer + "/queryString",
          "%d listed, %d in the URL".formatted(listed, inUrl));
    }
  }

  private static String rawQuery(String url) {
    try {
      String query = new URI(url).getRawQuery();
      return query == null ? "" : query;
    } catch (URISyntaxException _) {
      String before = url.split("#", 2)[0];
      int mark = before.indexOf('?');
      return mark < 0 ? "" : before.substring(mark + 1);
    }
  }

  private void cookies(HarEntry entry, String pointer) {
    List<NameValue> fields =
        entry.requestHeaders().stream().filter(f -> f.name().equalsIgnoreCase("cookie")).toList();
    if (fields.isEmpty() || !entry.request().has("cookies")) return;
    int sent = 0;
    for (NameValue field : fields) sent += pairs(field.value());
    int listed = entry.request().list("cookies").size();
    if (listed != sent) {
      notes.add(
          LintRule.COOKIES_DIFFER, pointer + "/cookies",
          "%d listed, %d in Cookie".formatted(listed, sent));
    }
  }

  private static int pairs(String cookies) {
    return (int) List.of(cookies.split(";")).stream().filter(c -> !c.isBlank()).count();
  }

  private void post(Json.Obj post, String pointer) {
    if (!post.list("params").isEmpty() && !post.text("text").isEmpty()) {
      notes.add(LintRule.POST_TEXT_AND_PARAMS, pointer, "has both");
    }
  }
}
