package dev.fivetwenty.bench;

import java.nio.charset.StandardCharsets;

/// Response heads as origins send them, without content.
final class Heads {

  /// Returns a head of 600 bytes like that of a page from nginx and PHP.
  static byte[] typical() {
    return padded(
        """
        HTTP/1.1 200 OK
        Server: nginx/1.22.1
        Date: Mon, 23 Nov 2026 14:30:57 GMT
        Content-Type: text/html; charset=UTF-8
        Content-Length: 0
        Connection: keep-alive
        Vary: Accept-Encoding
        X-Powered-By: PHP/8.2.29
        Cache-Control: no-store, no-cache, must-revalidate
        Expires: Thu, 19 Nov 1981 08:52:00 GMT
        Set-Cookie: PHPSESSID=q8n1v5m0b2u7c4x9z6l3k1j8h5; path=/; secure; HttpOnly; SameSite=Lax
        Link: <https://shop.example/wp-json/>; rel="https://api.w.org/"
        Strict-Transport-Security: max-age=31536000; includeSubDomains
        """,
        600);
  }

  /// Returns a head whose header section is just under 8 KiB: the typical one and many cookies.
  static byte[] large() {
    var text = new StringBuilder(new String(typical(), StandardCharsets.ISO_8859_1).strip());
    for (int i = 0; text.length() < 7800; i++) {
      text.append("\r\nSet-Cookie: basket_item_").append(i).append("=");
      text.append("0123456789abcdef".repeat(8)).append("; path=/; Max-Age=86400");
    }
    return padded(text.toString().replace("\r", ""), 8192);
  }

  private static byte[] padded(String lines, int bytes) {
    String head = lines.strip().replace("\n", "\r\n") + "\r\nX-Trace: ";
    String end = "\r\n\r\n";
    return (head + "t".repeat(bytes - head.length() - end.length()) + end)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Heads() {}
}
