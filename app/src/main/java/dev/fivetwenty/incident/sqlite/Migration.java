package dev.fivetwenty.incident.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// One step from a version of the schema to the next. Once released it never changes.
///
/// @param version that the schema has after it
record Migration(int version, String name, String sql) {

  private static final List<String> NAMES = List.of("001-incidents", "002-paths", "003-places", "004-hours");

  /// Returns those of this program, in order.
  static List<Migration> all() {
    return NAMES.stream().map(Migration::resource).toList();
  }

  private static Migration resource(String name) {
    try (InputStream sql = Migration.class.getResourceAsStream(name + ".sql")) {
      int version = Integer.parseInt(name.substring(0, name.indexOf('-')));
      return new Migration(version, name, new String(sql.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("a migration is part of the program", e);
    }
  }

  /// Returns what tells one text of the step from another.
  String checksum() {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(UTF_8));
      return HexFormat.of().formatHex(sum, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  /// Returns its statements, with the types of a database in place of their names.
  List<String> statements(Map<String, String> types) {
    String text = sql.replaceAll("(?m)^--.*$", "");
    for (var type : types.entrySet()) text = text.replace("${" + type.getKey() + "}", type.getValue());
    return Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
