package dev.fivetwenty.edge.copy;

import dev.fivetwenty.archive.Draft;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.KeptFields;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.Optional;

/// Takes a copy of one reply while it passes, if it may be kept. Confined to an event loop.
public final class Taking {

  private final RouteCopies copies;
  private final Asked asked;
  private final Instant requested;
  private Copy copy;
  private Draft draft;
  private boolean withdraws;
  private long length;

  /// @param requested when the request went out
  public Taking(RouteCopies copies, Asked asked, Instant requested) {
    this.copies = copies;
    this.asked = asked;
    this.requested = requested;
  }

  /// Looks at the head of a reply that is passed on.
  public void replied(ResponseIndex reply, Instant now) {
    drop();
    withdraws = false;
    var fields = new WireFields(reply);
    Optional<Refusal> ofRequest = copies.policy().refuses(asked);
    if (ofRequest.isPresent()) {
      copies.counts().notKept(ofRequest.get());
      return;
    }
    withdraws = copies.policy().withdraws(asked, reply.status());
    Optional<Refusal> refusal =
        copies.policy().keeps(asked, reply.status(), fields, reply.contentLength())
            .or(() -> refusal(reply.framing()));
    if (refusal.isPresent()) {
      notKept(refusal.get());
    } else if (!isThereAlready(now)) {
      begin(reply.status(), fields, now);
    }
  }

  /// Where the end is the end of the connection, nobody can tell the whole from a part.
  private static Optional<Refusal> refusal(Framing framing) {
    boolean told = framing == Framing.LENGTH || framing == Framing.CHUNKED;
    return told ? Optional.empty() : Optional.of(Refusal.LENGTH_UNKNOWN);
  }

  private boolean isThereAlready(Instant now) {
    long young = now.toEpochMilli() - copies.terms().refresh().toMillis();
    for (Copy there : copies.archive().find(asked.key())) {
      if (there.received().toEpochMilli() > young && there.variant().fits(asked.fields())) return true;
    }
    return false;
  }

  private void begin(int status, WireFields reply, Instant now) {
    Optional<Variant> variant = Variant.of(asked.fields(), reply);
    Optional<HeadFields> kept = KeptFields.of(reply);
    if (variant.isEmpty()) {
      notKept(Refusal.VARY_MANY);
    } else if (kept.isEmpty()) {
      notKept(Refusal.HEAD_TOO_LARGE);
    } else {
      copy = new Copy(asked.key(), variant.get(), status, kept.get(), requested, now, "", 0);
      draft = copies.archive().begin();
      length = 0;
    }
  }

  /// Copies a piece of the content; valid during the call is enough.
  public void content(ByteBuf bytes, int from, int more) {
    if (draft == null) return;
    length += more;
    if (length > copies.terms().mostBytes()) {
      give(Refusal.TOO_LARGE);
    } else if (!draft.add(bytes.nioBuffer(from, more))) {
      drop();
    }
  }

  /// Says that the reply is whole and good.
  ///
  /// @param flawless nothing had to be tolerated in it
  public void whole(boolean flawless) {
    if (withdraws && flawless) {
      copies.archive().remove(asked.key(), copy -> copy.variant().fits(asked.fields()));
    }
    if (draft == null) return;
    if (flawless) draft.keep(copy);
    else give(Refusal.GLITCH);
    draft = null;
  }

  /// Says that the reply will never be whole. Does nothing if it was, or if no copy is taken of it.
  public void broken() {
    if (draft != null) give(Refusal.INCOMPLETE);
  }

  private void give(Refusal why) {
    notKept(why);
    drop();
  }

  private void notKept(Refusal why) {
    copies.counts().notKept(asked.key(), why);
  }

  private void drop() {
    if (draft != null) draft.drop();
    draft = null;
  }
}
