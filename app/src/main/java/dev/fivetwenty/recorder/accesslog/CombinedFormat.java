package dev.fivetwenty.recorder.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.recorder.Texts;

/// `combined`, as nginx writes it, with nginx's escapes.
///
/// The time is that of the end, in UTC. The user is always `-`: it would come from Authorization. 499
/// stands for a client that left before it was answered, 000 where no answer was due, as in nginx.
final class CombinedFormat implements Format {

  private static final byte[] NO_USER = " - - [".getBytes(US_ASCII);
  private static final byte[] QUOTED = "\" \"".getBytes(US_ASCII);
  private static final int CLIENT_GONE = 499;

  private final UtcTime time = UtcTime.combined();
  private final UrlText url;

  CombinedFormat(QueryValues values) {
    url = new UrlText(values);
  }

  @Override
  public void write(ExchangeRecord record, Line line) {
    if (record.texts().has(Text.VISITOR)) text(record.texts(), Text.VISITOR, line);
    else line.ascii(record.clientAddress == null ? "-" : record.clientAddress);
    line.put(NO_USER);
    line.put(time.of(record.endedMillis)).put(']').put(' ').put('"');
    requestLine(record.texts(), line);
    int status = record.status == 0 && record.clientGone ? CLIENT_GONE : record.status;
    line.put('"').put(' ').padded(status, 3).put(' ').number(record.bodyBytesToClient);
    line.put(' ').put('"');
    if (record.texts().has(Text.REFERER)) url(record.texts(), Text.REFERER, line);
    else line.put('-');
    line.put(QUOTED);
    if (record.texts().has(Text.USER_AGENT)) text(record.texts(), Text.USER_AGENT, line);
    else line.put('-');
    line.put('"').put('\n');
  }

  private void requestLine(Texts texts, Line line) {
    if (!texts.has(Text.METHOD)) {
      line.put('-');
      return;
    }
    text(texts, Text.METHOD, line);
    line.put(' ');
    url(texts, Text.TARGET, line);
    if (!texts.has(Text.PROTOCOL)) return;
    line.put(' ');
    text(texts, Text.PROTOCOL, line);
  }

  private static void text(Texts texts, Text text, Line line) {
    line.escaped(texts.bytes(), texts.start(text), texts.end(text));
  }

  private void url(Texts texts, Text text, Line line) {
    url.read(texts.bytes(), texts.start(text), texts.end(text));
    line.escaped(url.bytes(), 0, url.end());
  }
}
