package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Signal;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Verdict;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPagesTest {

  private static final ErrorPages PAGES = new ErrorPages();

  @ParameterizedTest
  @CsvSource({
    "500,30", "502,60", "503,30", "504,120", "520,60", "521,120", "522,120", "523,120", "524,120",
    "525,", "526,", "530,120", "400,", "403,", "404,", "405,", "408,", "413,", "414,", "417,", "429,",
    "431,", "501,", "505,",
  })
  void saysWhenToTryAgain(int code, Integer seconds) {
    Answer answer = PAGES.answer(Failure.of(code, Sample.VISITOR), "");
    assertThat(answer.status()).isEqualTo(code);
    assertThat(answer.field("Retry-After").map(Integer::valueOf).orElse(null)).isEqualTo(seconds);
  }

  @Test
  void hintsTheSameInBothPresentations() {
    for (Cause cause : Sample.FAULTS) {
      Failure shown = Failure.of(cause, Presentation.EDGE_52X, Sample.VISITOR);
      Failure plain = Failure.of(cause, Presentation.PLAIN_5XX, Sample.VISITOR);
      assertThat(plain.retryAfter()).as(cause.slug()).isEqualTo(shown.retryAfter());
      assertThat(plain.status().code()).isEqualTo(cause.status(Presentation.PLAIN_5XX));
      assertThat(Sample.text(PAGES.answer(plain, ""))).contains(cause.slug());
    }
  }

  @Test
  void letsARuleSayWhenToTryAgain() {
    Answer answer =
        PAGES.answer(Failure.of(429, Sample.VISITOR).retryAfter(7), "application/json");
    assertThat(answer.field("retry-after")).contains("7");
    assertThat(Sample.text(answer)).contains("\"retry_after\": 7,");
    Failure certificate = Sample.failure(Cause.TLS_CERT_EXPIRED);
    assertThatThrownBy(() -> certificate.retryAfter(7)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void sendsTheFieldsOfAnAnswerThatIsNotToBeKept(Format format) {
    Answer answer = PAGES.answer(Sample.failure(Cause.RESP_EMPTY_FIN), Sample.accept(format));
    assertThat(answer.format()).isEqualTo(format);
    assertThat(answer.reason()).isEqualTo("Origin Reply Unusable");
    assertThat(answer.field("Content-Type")).contains(format.contentType());
    assertThat(answer.field("Content-Length")).contains(Integer.toString(answer.body().length));
    assertThat(answer.field("Content-Language")).contains("en");
    assertThat(answer.field("Cache-Control")).contains("no-store");
    assertThat(answer.field("Vary")).contains("Accept");
    assertThat(answer.field("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.field("Content-Security-Policy").isPresent()).isEqualTo(format == Format.HTML);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void tellsStrangersNothingThatWasMeasured(Format format) {
    var verdict =
        new Verdict(
            Cause.LIMIT_HEADER_SECTION, Stage.HEADERS, Signal.ANSWER, Party.ORIGIN,
            new Evidence.OverLimit("header section", 8192, 987_654, 9, List.of()),
            OptionalLong.of(987_123), false, List.of(), "classic");
    Answer stranger =
        PAGES.answer(Failure.of(verdict, Presentation.EDGE_52X, Sample.VISITOR), Sample.accept(format));
    Answer trusted =
        PAGES.answer(Failure.of(verdict, Presentation.EDGE_52X, Sample.trusted()), Sample.accept(format));
    assertThat(stranger.field("Proxy-Status"))
        .contains("fivetwenty; error=http_response_header_section_size");
    assertThat(trusted.field("Proxy-Status").orElseThrow())
        .contains("header-section-size=987654", "details=\"the response header section is over the limit\"");
    assertThat(Sample.text(stranger)).isEqualTo(Sample.text(trusted)).doesNotContain("987", "8192");
  }

  @Test
  void knowsFromTheVerdictWhoMustAct() {
    var verdict =
        new Verdict(
            Cause.CONN_RST_DURING_REQUEST, Stage.WRITE_REQUEST, Signal.ANSWER, Party.NETWORK,
            new Evidence.Seen(""), OptionalLong.empty(), false, List.of(), "classic");
    assertThat(Failure.of(verdict, Presentation.EDGE_52X, Sample.VISITOR).place())
        .isEqualTo(Place.NETWORK);
  }

  @Test
  void previewsEveryStatus() {
    for (ErrorStatus status : ErrorStatus.values()) {
      Answer answer = PAGES.preview(status.code(), Sample.VISITOR, "text/html").orElseThrow();
      assertThat(answer.status()).isEqualTo(status.code());
      assertThat(Sample.text(answer)).contains("<strong>" + status.code() + "</strong>");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 418, 499, 527, 599, -1})
  void previewsNothingElse(int code) {
    assertThat(PAGES.preview(code, Sample.VISITOR, "")).isEmpty();
    assertThatThrownBy(() -> Failure.of(code, Sample.VISITOR))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
