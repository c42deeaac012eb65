package dev.fivetwenty.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// What there is under which path. A path is matched as it was sent, whole.
final class Resources {

  private static final String READ = "GET, HEAD";
  private static final String ACT = "POST";

  private interface Resource {
    Answer answer(AdminRequest request) throws IOException;
  }

  private record Entry(String methods, String about, Resource resource) {
    boolean allows(String method) {
      return (", " + methods + ",").contains(", " + method + ",");
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Operations operations;
  private final ReentrantLock reloading = new ReentrantLock();

  Resources(Operations operations) {
    this.operations = operations;
    entries.put("/", new Entry(READ, "this list", request -> index()));
    entries.put("/metrics", new Entry(READ, "for Prometheus", this::metrics));
    entries.put(
        "/healthz", new Entry(READ, "200 while the process lives", r -> Answer.text(200, "ok\n")));
    entries.put(
        "/readyz", new Entry(READ, "200 when clients are welcome, else 503", r -> readiness()));
    entries.put("/-/config", new Entry(READ, "the configuration in use", r -> config()));
    entries.put(
        "/-/watches",
        new Entry(WatchResource.METHODS, "exchanges kept whether or not they fail",
            request -> WatchResource.answer(request, operations.watches())));
    entries.put(
        "/-/copies",
        new Entry(CopyResource.METHODS, "what Always Online keeps",
            request -> CopyResource.answer(request, operations.copies())));
    entries.put(
        "/-/crawl",
        new Entry(ACT, "has crawls begin now", request -> CopyResource.crawl(request, operations.copies())));
    entries.put("/-/reload", new Entry(ACT, "loads the configuration anew", this::reload));
  }

  Answer answer(AdminRequest request) throws IOException {
    Entry entry = entries.get(request.path());
    if (entry == null) return Answer.text(404, "there is nothing here; / lists what there is\n");
    if (!entry.allows(request.method())) return Answer.notAllowed(entry.methods);
    if (request.hasContent()) return Answer.text(413, "no content is taken here\n");
    return entry.resource.answer(request);
  }

  private Answer index() {
    var text = new StringBuilder("fivetwenty\n\n");
    entries.forEach(
        (path, entry) ->
            text.append("%-11s %-23s %s%n".formatted(path, entry.methods, entry.about)));
    return Answer.text(200, text.toString());
  }

  private Answer metrics(AdminRequest request) throws IOException {
    var out = new ByteArrayOutputStream();
    operations.writeMetrics(request.accept(), out);
    return Answer.of(operations.metricsType(request.accept()), out.toByteArray());
  }

  private Answer readiness() {
    Readiness readiness = operations.readiness();
    return readiness.isReady()
        ? Answer.text(200, "ready\n")
        : Answer.text(503, String.join("\n", readiness.reasons()) + "\n");
  }

  private Answer config() {
    return Answer.text(200, operations.config());
  }

  private Answer reload(AdminRequest request) {
    // A form of a foreign page can be sent here without asking; browsers then say where it is from.
    if (!request.origin().isEmpty()) return Answer.text(403, "not from a web page\n");
    if (!reloading.tryLock()) return Answer.text(409, "a reload is under way\n");
    try {
      return switch (operations.reload()) {
        case ReloadResult.Done(String summary) -> Answer.text(200, summary + "\n");
        case ReloadResult.Refused(var problems) ->
            Answer.text(
                422,
                "the old configuration stays in use:\n" + String.join("\n", problems) + "\n");
      };
    } finally {
      reloading.unlock();
    }
  }
}
