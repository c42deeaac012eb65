package dev.fivetwenty.recorder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Records for tests, outside of a lane.
public final class Records {

  /// A sink that keeps what a function makes of each record.
  public static final class Seen<T> implements ExchangeSink {
    private final Function<ExchangeRecord, T> what;
    private final List<T> seen = new ArrayList<>();

    public Seen(Function<ExchangeRecord, T> what) {
      this.what = what;
    }

    @Override
    public synchronized void accept(ExchangeRecord record) {
      seen.add(what.apply(record));
    }

    public synchronized List<T> all() {
      return List.copyOf(seen);
    }
  }

  /// Returns a plain GET that was answered 200.
  public static ExchangeRecord usual() {
    return with(record -> {});
  }

  public static ExchangeRecord with(Consumer<ExchangeRecord> change) {
    var record = new ExchangeRecord();
    fill(record);
    change.accept(record);
    return record;
  }

  /// Takes away what the peer wrote.
  public static void withoutTexts(ExchangeRecord record) {
    record.texts().clear();
  }

  public static void text(ExchangeRecord record, Text text, String value) {
    byte[] bytes = value.getBytes(ISO_8859_1);
    record.text(text, bytes, 0, bytes.length);
  }

  private static void fill(ExchangeRecord record) {
    record.endedMillis = 1_764_078_000_123L;
    record.ray = 0x8f2c1d00aa55ff01L;
    record.site = "LOC";
    record.clientAddress = "192.0.2.7";
    record.clientPort = 40_001;
    record.listener = new Label(0, "127.0.0.1:8520");
    record.scheme = "http";
    record.clientExchange = 1;
    record.status = 200;
    record.route = new Label(0, "*/");
    record.origin = new Label(0, "http://127.0.0.1:8080");
    record.originAddress = "127.0.0.1:8080";
    record.originStatus = 200;
    record.attempts = 1;
    record.originExchange = 1;
    record.bytesFromClient = 120;
    record.bytesToClient = 1300;
    record.bodyBytesToClient = 1024;
    record.bytesToOrigin = 260;
    record.bytesFromOrigin = 1200;
    record.total = 1_234_567;
    record.connect = 200_000;
    record.originFirstByte = 900_400;
    text(record, Text.METHOD, "GET");
    text(record, Text.TARGET, "/index.html?page=2");
    text(record, Text.HOST, "shop.example");
    text(record, Text.PROTOCOL, "HTTP/1.1");
    text(record, Text.USER_AGENT, "curl/8.5.0");
  }

  private Records() {}
}
