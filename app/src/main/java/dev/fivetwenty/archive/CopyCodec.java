package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/// How a copy is written in the index.
final class CopyCodec {

  static byte[] write(Copy copy) {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      out.writeUTF(copy.key());
      out.writeUTF(String.join(",", copy.variant().names()));
      out.writeUTF(copy.variant().digest());
      out.writeUTF(copy.variant().coding());
      out.writeShort(copy.status());
      out.writeLong(copy.requested().toEpochMilli());
      out.writeLong(copy.received().toEpochMilli());
      out.writeUTF(copy.hash());
      out.writeLong(copy.length());
      byte[] fields = copy.fields().bytes();
      out.writeInt(fields.length);
      out.write(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// @throws IOException if that is no copy
  static Copy read(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String key = in.readUTF();
      String names = in.readUTF();
      var variant =
          new Variant(
              names.isEmpty() ? List.of() : List.of(names.split(",")), in.readUTF(), in.readUTF());
      int status = in.readUnsignedShort();
      Instant requested = Instant.ofEpochMilli(in.readLong());
      Instant received = Instant.ofEpochMilli(in.readLong());
      String hash = in.readUTF();
      long length = in.readLong();
      byte[] fields = in.readNBytes(in.readInt());
      return new Copy(
          key, variant, status, HeadFields.of(fields), requested, received, hash, length);
    }
  }

  private CopyCodec() {}
}
