package dev.fivetwenty.rules.request;

import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;

/// A request, and its response once there is one, laid open for expressions: every text is asked for
/// when it is needed, and shown where it lies. Confined to a thread; one may serve many requests, one
/// after another.
///
/// What is not known (a log without Referer, a client on a Unix socket) is missing, and no comparison
/// with it is true.
public abstract class RequestView {

  private final Scratch scratch = new Scratch();
  private int index;

  /// Lays a text under `out`, or returns false where it is missing.
  public abstract boolean part(Part part, Slice out);

  /// Returns whether the client speaks TLS.
  public abstract boolean isTls();

  /// Returns who sent the request, null where that has no address.
  public abstract Address client();

  /// Returns when the request came, in milliseconds since 1970.
  public abstract long timeMillis();

  public abstract FieldSection fields();

  /// Returns the status that the client is sent; 0 as long as there is none.
  public abstract int status();

  /// Returns the response's fields; none as long as there is no response.
  public abstract FieldSection responseFields();

  /// Returns after how many milliseconds the origin's reply began; -1 where it did not.
  public abstract long originMillis();

  /// Returns the room for texts that are made for this request. For evaluators.
  public final Scratch scratch() {
    return scratch;
  }

  /// Returns which item of an array is looked at. For evaluators.
  public final int index() {
    return index;
  }

  /// Sets which item of an array is looked at, and returns which was. For evaluators.
  public final int index(int item) {
    int before = index;
    index = item;
    return before;
  }
}
