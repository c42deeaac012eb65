package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.software.Content;
import dev.fivetwenty.origin.Attempt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Asks for compressed content and decodes it, within bounds.
public final class ContentCoding implements Probe {

  /// Recorded bytes of compressed content.
  private static final int CONTENT_BYTES = 1 << 20;

  @Override
  public String name() {
    return "content-coding";
  }

  @Override
  public String question() {
    return "is compressed content what it claims to be?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    if (!visit.plan().request().method().equals("GET")) return Optional.of("the request is no GET");
    return visit.keptCopy().or(visit::noHttp);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    var request = visit.plan().request().with("Accept-Encoding", "gzip, deflate");
    var asking = visit.asking().request("gzip and deflate accepted", request);
    asking = asking.content(CONTENT_BYTES);
    Contrast contrast = Contrast.of(visit, asking);
    Attempt attempt = contrast.attempt();
    String coding =
        Upshot.head(attempt).flatMap(h -> h.value("Content-Encoding")).orElse("identity")
            .strip().toLowerCase(Locale.ROOT);
    answer.fact("coding", coding).fact("outcome", contrast.upshot().toString());
    boolean headless = Upshot.head(attempt).isEmpty();
    if (headless) answer.untold("it ends in %s", contrast.upshot());
    boolean told = !headless && examine(visit, answer, attempt, coding);
    if (!told && contrast.differs(visit)) differs(visit, answer, contrast);
  }

  private static void differs(Visit visit, Answer answer, Contrast contrast)
      throws InterruptedException {
    if (contrast.proof(visit) != Contrast.Proof.DUE_TO_CHANGE) return;
    String text =
        "with Accept-Encoding: gzip, deflate it ends in %s, without in %s"
            .formatted(contrast.upshot(), visit.mainOutcome());
    answer.warn(Cause.VARIES_BY_CODING, text).summary("%s", text);
    if (contrast.isWorse(visit)) {
      String under = "Accept-Encoding: gzip, deflate";
      contrast.conclusion(visit, under, Condition.of("only with " + under, Cause.VARIES_BY_CODING),
              contrast.asking().request().lines().stream()
                  .filter(l -> l.isNamed("Accept-Encoding")).toList())
          .ifPresent(answer::conclude);
    }
  }

  /// Says what is wrong with the coded content; false when nothing is.
  private static boolean examine(Visit visit, Answer answer, Attempt attempt, String coding) {
    if (!Decoded.isKnown(coding)) {
      answer.summary(
          coding.equals("identity")
              ? "the content is not compressed"
              : "the content is coded as " + coding + ", which was not asked for");
      return false;
    }
    Content content = Content.of(attempt, CONTENT_BYTES);
    Decoded decoded = Decoded.of(coding, content.bytes());
    int coded = content.bytes().length;
    long declared = attempt.observation().reply().orElseThrow().declaredBytes();
    answer.fact("codedBytes", coded).fact("decodedBytes", decoded.bytes());
    boolean partly = !content.whole() && declared != decoded.bytes();
    Optional<Finding> finding = finding(decoded, coding, coded, declared);
    if (decoded.end() == Decoded.End.SHORT && (partly || coded == 0)) {
      answer.summary("as far as it came, %d bytes", coded);
      return false;
    }
    finding.ifPresent(answer::find);
    String yes = "yes, %s: %d bytes become %d".formatted(coding, coded, decoded.bytes());
    answer.summary("%s", finding.map(f -> "no: " + f.summary()).orElse(yes));
    return finding.isPresent();
  }

  private static Optional<Finding> finding(
      Decoded decoded, String coding, int coded, long declared) {
    return switch (decoded.end()) {
      case WHOLE -> declared == decoded.bytes() && coded < declared
          ? finding(decoded, declared, Cause.CODING_LENGTH,
              "Content-Length says %d bytes, as many as there are decoded, but coded it is %d"
                  .formatted(declared, coded))
          : Optional.empty();
      case BOMB -> finding(decoded, declared, Cause.CODING_BOMB,
          "%d bytes of %s become more than %s, so no more were decoded"
              .formatted(coded, coding, decoded.limit()));
      case SHORT -> finding(decoded, declared, Cause.CODING_TRUNCATED,
          "the %s content ends early, after %d bytes".formatted(coding, coded));
      case BROKEN -> finding(decoded, declared, Cause.CODING_GZIP_BAD,
          "the content is no longer %s after %d decoded bytes".formatted(coding, decoded.bytes()));
    };
  }

  private static Optional<Finding> finding(
      Decoded decoded, long declared, Cause cause, String text) {
    var evidence =
        new Evidence.Measured("decoded content", decoded.bytes(), declared, "bytes", List.of());
    return Optional.of(
        new Finding(cause, Finding.Severity.WARNING, text, evidence, OptionalLong.empty()));
  }
}
