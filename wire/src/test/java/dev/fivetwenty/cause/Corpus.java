package dev.fivetwenty.cause;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of `corpus/`, and the short notation in which they write bytes.
final class Corpus {

  private static final Pattern REPEATED = Pattern.compile("\\{([^{}*]+)\\*(\\d+)}");
  private static final String STATUS_LINE = "HTTP/1.1 200 OK\\r\\n";
  private static final String LENGTH = "Content-Length: 5\\r\\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\\r\\n";
  private static final String EMPTY = "Content-Length: 0\\r\\n\\r\\n";

  /// Returns the lines of a table that are not comments.
  static List<String> rows(String file) {
    return lines(file).stream().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
  }

  static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of("..", "corpus").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the bytes that a text stands for: `{SL}`, `{CL5}`, `{TE}`, `{EMPTY}`, `{text*times}`, and the
  /// escapes `\r \n \t \\ \" \xNN`.
  static byte[] bytes(String text) {
    Matcher repeated = REPEATED.matcher(text);
    String flat =
        repeated.replaceAll(
            m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    return unescape(
        flat.replace("{SL}", STATUS_LINE).replace("{CL5}", LENGTH)
            .replace("{TE}", CHUNKED).replace("{EMPTY}", EMPTY));
  }

  private static byte[] unescape(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case 'x' -> {
          bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> bytes.write(escaped);
      }
    }
    return bytes.toByteArray();
  }

  private Corpus() {}
}
