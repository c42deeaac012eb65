package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.software.Content;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Sends the same request to the named origin and to where the URL's own name leads, in the same
/// second, and compares the replies.
final class ThroughProxy implements Probe {

  /// Content that is compared byte for byte.
  private static final int CONTENT_BYTES = 1 << 20;

  @Override
  public String name() {
    return "through-proxy";
  }

  @Override
  public String question() {
    return "is the answer through the proxy the one the origin gives?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    Target target = visit.plan().target();
    if (target.address().isEmpty()) return Optional.of("no origin was named beside the URL");
    Target through = through(target);
    boolean named = target.address().get().equals(through.connectHost());
    if (named && target.port() == through.port()) {
      return Optional.of("the URL itself names the origin's address");
    }
    return visit.unsafe();
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Asking direct = visit.asking().content(CONTENT_BYTES).label("direct");
    Asking proxied = direct.target(through(visit.plan().target())).label("through the proxy");
    List<Attempt> both = visit.askTogether(List.of(proxied, direct));
    Attempt through = both.getFirst();
    Attempt straight = both.getLast();
    answer.fact("throughAddress", Visit.remote(through).orElse(""));
    answer.fact("directAddress", Visit.remote(straight).orElse(""));
    if (isOneSocket(through, straight)) {
      answer.untold("the URL's name leads to the origin itself, so there is no proxy to ask");
      return;
    }
    if (isNowhere(through)) {
      answer.untold("the URL's name leads nowhere, so there is no proxy to ask");
      return;
    }
    Upshot there = visit.outcome(through);
    Upshot here = visit.outcome(straight);
    answer.fact("through", there.toString()).fact("direct", here.toString());
    Upshot.head(through).ifPresent(head -> rayId(answer, head));
    compare(visit, answer, through, straight);
    if (there.isLike(here)) {
      answer.summary("both end in %s", here);
      return;
    }
    if (here.verdict().isPresent() && isOfProxies(there.status())) {
      answer.summary("direct it ends in %s, of which the proxy makes a %s", here, there);
      return;
    }
    String text = "through the proxy it ends in %s, direct in %s".formatted(there, here);
    answer.summary("no: %s", text);
    answer.warn(Cause.DIFFERS_THROUGH_PROXY, text);
  }

  /// 502 to 504 and 520 to 530: with these a proxy says that its origin failed.
  private static boolean isOfProxies(int status) {
    return status >= 502 && status <= 504 || status >= 520 && status <= 530;
  }

  /// A proxy may stand in front of its origin on the same host, at another port.
  private static boolean isOneSocket(Attempt through, Attempt straight) {
    Optional<String> one = through.observation().connect().map(Connect::remote);
    return one.isPresent() && one.equals(straight.observation().connect().map(Connect::remote));
  }

  private static boolean isNowhere(Attempt through) {
    return through.judgement().verdict()
        .filter(v -> v.cause().family() == Family.NAME_RESOLUTION)
        .isPresent();
  }

  private static void rayId(Answer answer, ResponseHead head) {
    head.value("CF-Ray").or(() -> head.value("Ray-Id")).ifPresent(id -> answer.fact("rayId", id));
  }

  private static void compare(Visit visit, Answer answer, Attempt through, Attempt straight) {
    Optional<ResponseHead> there = Upshot.head(through);
    Optional<ResponseHead> here = Upshot.head(straight);
    if (there.isEmpty() || here.isEmpty()) return;
    var difference = HeaderDifference.between(here.get(), there.get());
    answer.fact("fieldsAdded", difference.added()).fact("fieldsRemoved", difference.removed());
    answer.fact("fieldsGrown", difference.grown());
    answer.fact("throughBytes", bytes(through)).fact("directBytes", bytes(straight));
    Content proxied = Content.of(through, CONTENT_BYTES);
    Content direct = Content.of(straight, CONTENT_BYTES);
    boolean comparable = proxied.whole() && direct.whole();
    if (!comparable) return;
    answer.fact("sameContent", proxied.sha256().equals(direct.sha256()));
    answer.fact("throughSha256", proxied.sha256()).fact("directSha256", direct.sha256());
  }

  private static long bytes(Attempt attempt) {
    return attempt.observation().reply().map(WireReport::contentBytes).orElse(0L);
  }

  /// The URL as a visitor has it: its own name and port.
  private static Target through(Target target) {
    URI url = target.url();
    int port = url.getPort() >= 0 ? url.getPort() : target.isTls() ? 443 : 80;
    return new Target(url, Optional.empty(), port);
  }
}
