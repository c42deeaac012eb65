package dev.fivetwenty.traffic.log;

import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarReader;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.value.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/// The entries of a HAR as requests. A HAR does not tell from which address its client came; who knows
/// it says so.
public final class HarLog implements RequestLog {

  private final String name;
  private final HarReader reader;
  private final Address client;
  private final Recorded record = new Recorded();
  private long entry;
  private long unreadable;
  private String firstUnreadable = "";

  private HarLog(String name, HarReader reader, Address client) {
    this.name = name;
    this.reader = reader;
    this.client = client;
  }

  /// @param client of all requests; null where it is not known
  /// @throws UnknownLog where it is no HAR
  public static HarLog open(String name, InputStream file, Address client) throws IOException {
    try {
      return new HarLog(name, HarReader.open(file), client);
    } catch (BrokenHar broken) {
      throw new UnknownLog(broken.getMessage());
    }
  }

  @Override
  public boolean next() throws IOException {
    try {
      for (Optional<HarEntry> next = reader.nextEntry(); next.isPresent(); next = reader.nextEntry()) {
        entry++;
        if (read(next.get())) return true;
        if (unreadable++ == 0) firstUnreadable = next.get().pointer();
      }
      return false;
    } catch (BrokenHar broken) {
      throw new UnknownLog(broken.getMessage());
    }
  }

  private boolean read(HarEntry from) {
    record.clear();
    record.client(client);
    String url = from.url().replaceFirst("#.*", "");
    if (url.isEmpty() || from.method().isEmpty()) return false;
    record.request(from.method(), url, from.requestHeaders());
    for (NameValue field : from.responseHeaders()) {
      byte[] value = bytes(field.value());
      record.responseField(bytes(field.name().toLowerCase(Locale.ROOT)), value, 0, value.length);
    }
    record.status(from.status());
    double wait = from.timings().number("wait", -1);
    if (wait >= 0) record.originMillis(Math.round(wait));
    return started(from.object().text("startedDateTime"));
  }

  private boolean started(String text) {
    try {
      record.millis(OffsetDateTime.parse(text).toInstant().toEpochMilli());
      return true;
    } catch (DateTimeException unreadableTime) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Recorded record() {
    return record;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long line() {
    return entry;
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public String firstUnreadable() {
    return firstUnreadable;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
