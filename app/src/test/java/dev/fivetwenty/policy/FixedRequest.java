package dev.fivetwenty.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Slice;

/// A request that lies in arrays, as that of an edge does: whoever looks at it makes no garbage.
final class FixedRequest extends RequestView {

  private static final byte[] HOST = "shop.example:8443".getBytes(US_ASCII);
  private static final byte[] PATH = "/cart/items".getBytes(US_ASCII);
  private static final byte[] METHOD = "GET".getBytes(US_ASCII);
  private static final byte[] NAME = "User-Agent".getBytes(US_ASCII);
  private static final byte[] VALUE = "Mozilla/5.0 (X11; Linux x86_64)".getBytes(US_ASCII);
  private static final Address CLIENT = Address.parse("192.0.2.7").orElseThrow();

  private static final FieldSection FIELDS =
      new FieldSection() {
        @Override
        public int count() {
          return 1;
        }

        @Override
        public void name(int field, Slice out) {
          out.set(NAME);
        }

        @Override
        public void value(int field, Slice out) {
          out.set(VALUE);
        }
      };

  @Override
  public boolean part(Part part, Slice out) {
    switch (part) {
      case AUTHORITY -> out.set(HOST);
      case PATH -> out.set(PATH);
      case METHOD -> out.set(METHOD);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isTls() {
    return true;
  }

  @Override
  public Address client() {
    return CLIENT;
  }

  @Override
  public long timeMillis() {
    return 0;
  }

  @Override
  public FieldSection fields() {
    return FIELDS;
  }

  @Override
  public int status() {
    return 0;
  }

  @Override
  public FieldSection responseFields() {
    return FieldSection.NONE;
  }

  @Override
  public long originMillis() {
    return -1;
  }
}
