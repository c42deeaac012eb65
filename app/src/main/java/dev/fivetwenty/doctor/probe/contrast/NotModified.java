package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.wire.ResponseHead;
import java.util.Optional;

/// Asks with the validator of the first reply, for a 304, and asks again on the same connection.
public final class NotModified implements Probe {

  private static final int NOT_MODIFIED = 304;

  @Override
  public String name() {
    return "not-modified";
  }

  @Override
  public String question() {
    return "is a 304 sent without content?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public boolean needsWholeReplies() {
    return false;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    if (!visit.plan().request().method().equals("GET")) return Optional.of("the request is no GET");
    Optional<String> obstacle = visit.unwell().or(visit::noHttp);
    if (obstacle.isPresent()) return obstacle;
    boolean any = conditional(visit).isPresent();
    return any ? Optional.empty() : Optional.of("the reply has no validator");
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    RequestBytes request = conditional(visit).orElseThrow();
    Asking asking = visit.asking().request("a conditional request", request).keptOpen();
    Attempt attempt = visit.ask(asking);
    Upshot upshot = visit.outcome(attempt);
    answer.fact("conditional", upshot.toString());
    if (upshot.status() != NOT_MODIFIED || upshot.verdict().isPresent()) {
      answer.summary("a conditional request ends in %s", upshot);
      return;
    }
    answer.summary("%s", NextOnConnection.examine(visit, answer, asking, attempt));
  }

  private static Optional<RequestBytes> conditional(Visit visit) {
    RequestBytes request = visit.plan().request();
    Optional<ResponseHead> head = visit.main().flatMap(Upshot::head);
    Optional<String> tag = head.flatMap(h -> h.value("ETag"));
    Optional<String> date = head.flatMap(h -> h.value("Last-Modified"));
    return tag.map(t -> request.with("If-None-Match", t))
        .or(() -> date.map(d -> request.with("If-Modified-Since", d)));
  }
}
