package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/// Asks a peer what an edge would ask, and says what the judge made of it.
final class Asking implements AutoCloseable {

  private static final int KEEP_BYTES = 1 << 20;

  private final Origins origins = Origins.open();

  /// An order for one GET that a test changes as it needs.
  record Question(URI url, RequestBytes request, Profile profile, TlsOptions tls, boolean keepOpen) {

    static Question get(String url) {
      URI uri = URI.create(url);
      return new Question(
          uri, RequestBytes.get(uri), Profile.CLASSIC, TlsOptions.DEFAULT, false);
    }

    Question request(UnaryOperator<RequestBytes> change) {
      return new Question(url, change.apply(request), profile, tls, keepOpen);
    }

    Question profile(Profile other) {
      return new Question(url, request, other, tls, keepOpen);
    }

    Question tls(TlsOptions other) {
      return new Question(url, request, profile, other, keepOpen);
    }

    Question keepingOpen() {
      return new Question(url, request, profile, tls, true);
    }

    AttemptOrder order() {
      return new AttemptOrder(
          new Target(url, Optional.empty(), url.getPort()), request.toByteArray(),
          request.expected(), profile, tls, Duration.ofSeconds(30), KEEP_BYTES, keepOpen,
          Optional.empty());
    }
  }

  Attempt ask(Question question) {
    try {
      return origins.attempt(question.order()).get(40, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(question.url() + " was not answered", e);
    }
  }

  Attempt get(String url) {
    return ask(Question.get(url));
  }

  /// Asks and expects exactly this fault.
  Verdict fault(Cause cause, Question question) {
    return fault(cause, ask(question));
  }

  static Verdict fault(Cause cause, Attempt attempt) {
    assertThat(attempt.judgement().verdict())
        .describedAs(() -> describe(attempt))
        .map(Verdict::cause)
        .contains(cause);
    return attempt.judgement().verdict().orElseThrow();
  }

  /// Expects a sound reply with this status and nothing at all to remark on.
  static void sound(int status, Attempt attempt) {
    answered(status, attempt);
    assertThat(attempt.judgement().glitches()).describedAs(() -> describe(attempt)).isEmpty();
    assertThat(attempt.judgement().findings()).describedAs(() -> describe(attempt)).isEmpty();
  }

  /// Expects a reply without fault and with this status.
  static void answered(int status, Attempt attempt) {
    assertThat(attempt.judgement().verdict()).describedAs(() -> describe(attempt)).isEmpty();
    assertThat(attempt.observation().reply().flatMap(r -> r.head()).map(h -> h.status()))
        .describedAs(() -> describe(attempt))
        .contains(status);
  }

  static Finding finding(Cause cause, Attempt attempt) {
    List<Finding> findings = attempt.judgement().findings();
    assertThat(findings)
        .describedAs(() -> describe(attempt))
        .extracting(Finding::cause)
        .contains(cause);
    return findings.stream().filter(f -> f.cause() == cause).findFirst().orElseThrow();
  }

  static String describe(Attempt attempt) {
    var judgement = attempt.judgement();
    return "verdict %s, glitches %s, findings %s, after %d reply bytes, %s"
        .formatted(
            judgement.verdict().map(v -> v.cause().slug() + " " + v.evidence()).orElse("none"),
            judgement.glitches(), judgement.findings(), attempt.receivedTotal(),
            attempt.observation());
  }

  @Override
  public void close() {
    origins.close();
  }
}
