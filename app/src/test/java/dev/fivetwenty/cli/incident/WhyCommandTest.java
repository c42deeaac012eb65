package dev.fivetwenty.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Use;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Goldens;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Seen;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `why` prints, to the letter, and how it ends.
class WhyCommandTest {

  private static final String SERVER = "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n";

  @TempDir Path folder;

  private final MemoryIncidents incidents = new MemoryIncidents();
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void makeStore() throws IOException {
    Files.createFile(folder.resolve("incidents.db"));
  }

  @Test
  void tellsOfAConnectionThatWasKeptTooLong() throws IOException {
    keep(Stories.of("", Ending.FIN, Stories.reused()));
    check("why-conn-stale-reuse", Exit.FAULT, Stories.RAY);
  }

  @Test
  void tellsOfAByteThatBreaksTheHead() throws IOException {
    keep(Stories.of(SERVER + "Set-Cookie: id=secret\r\nX-A: a\0b\r\n\r\n", Ending.OPEN, Use.NEW));
    check("why-hdr-nul-value", Exit.FAULT, Stories.RAY);
  }

  @Test
  void tellsOfABrokenChunkInContentOfWhichOnlyPiecesWereKept() throws IOException {
    String chunk = "400\r\n" + "c".repeat(0x400) + "\r\n";
    String reply = SERVER + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(4) + "zz\r\n";
    keep(Stories.of(reply, Ending.OPEN, Stories.reused()));
    check("why-chunk-non-hex", Exit.FAULT, Stories.RAY);
  }

  @Test
  void tellsOfAnAttemptThatNobodySawFail() throws IOException {
    keep(
        Stories.of(
            List.of(
                Stories.attempt("", Ending.RST, Stories.reused(), 0),
                Stories.attempt(SERVER + "Content-Length: 2\r\n\r\nok", Ending.OPEN, Use.NEW, 6))));
    check("why-retried", Exit.OK, Stories.RAY);
  }

  @Test
  void tellsOfWhatWasTolerated() throws IOException {
    keep(Stories.of("HTTP/1.1  200 OK\r\nServer: nginx\r\nContent-Length: 2\r\n\r\nok", Ending.OPEN,
        Use.NEW));
    check("why-glitches", Exit.OK, Stories.RAY);
  }

  @Test
  void saysByWhichProfileOfTheOperatorItWasJudged() {
    Profile tight =
        Profile.CLASSIC.derive(
            "tight", new Limits(8192, 20, 8192, 1000, 2, 4096, 8192, 65_536),
            Profile.CLASSIC.timeouts(), Map.of());
    String reply = SERVER + "Content-Length: 2\r\n\r\nok";
    keep(Stories.judgedBy(tight, true, reply));
    assertThat(run(Stories.RAY)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("limit-header-section", "profile    tight (2018-06-01): derived from classic")
        .doesNotContain("it was judged by");
    keep(Stories.withRay(Stories.judgedBy(tight, false, reply), "00ff1d3a4b5c6d7e-AMS"));
    run("00ff");
    assertThat(terminal.out()).containsPattern("profile\\s+tight,\\s+of\\s+which\\s+only\\s+the\\s+name\\s+was\\s+stored");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "8f2c", "8f2c1d3a4b5c6d7e", "8F2C1D3A4B5C6D7E-LOC", "Ray ID: 8f2c1d3a4b5c6d7e-LOC"
  })
  void findsARayHoweverItWasCopied(String typed) {
    keep(Stories.of("", Ending.FIN, Use.NEW));
    assertThat(run(typed)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).startsWith("520 resp-empty-fin:\n");
  }

  @Test
  void listsTheCandidatesOfAPrefixThatIsNotUnique() throws IOException {
    keep(Stories.of("", Ending.FIN, Use.NEW));
    keep(Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "8f2cffff00000000-AMS"));
    check("why-candidates", Exit.USAGE, "8f2c");
  }

  @Test
  void aWholeIdIsNoPrefixOfAnother() {
    keep(Stories.withRay(Stories.of("", Ending.FIN, Use.NEW), "abc"));
    keep(Stories.withRay(Stories.of("", Ending.RST, Use.NEW), "abcdef"));
    run("abc");
    assertThat(terminal.out()).startsWith("520 resp-empty-fin:\n");
  }

  @Test
  void namesTheOtherExchangesThatHadTheSameRay() {
    keep(Stories.of("", Ending.FIN, Use.NEW));
    keep(Stories.of("", Ending.RST, Use.NEW));
    run(Stories.RAY);
    assertThat(terminal.out()).startsWith("520 resp-empty-rst:\n")
        .contains("earlier under this Ray ID (fivetwenty incidents show ID):\n  4711  ")
        .contains("resp-empty-fin ");
  }

  @Test
  void fitsEightyColumnsUnlessTheTerminalHasMore() {
    keep(Stories.of(SERVER + "X-A: a\0b\r\n\r\n", Ending.OPEN, Use.NEW));
    terminal.run(
        Map.of(), false, command(), "why", "--data", folder.toString(), Stories.RAY);
    assertThat(terminal.out().lines().filter(line -> !line.matches(".*(curl|\\^\\^|fivetwenty ).*")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    terminal.run(
        Map.of("COLUMNS", "120"), false, command(), "why", "--data", folder.toString(), Stories.RAY);
    assertThat(terminal.out().lines()).anyMatch(line -> line.length() > 100);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, '', 200, 0", "DROPPED, resp-empty-fin, 520, 1", "EXPIRED, hdr-none, 520, 1",
    "NOT_KEPT, resp-empty-rst, 520, 1"
  })
  void saysWhatTheLedgerKnows(Fate fate, String cause, int status, int code) throws IOException {
    incidents.ledger.put("00aa", new Seen(Stories.BEGAN, status, cause, fate, ""));
    if (fate == Fate.DROPPED) {
      incidents.loss = new Loss(Map.of("lane-full", 3L), 0, Optional.of(Stories.BEGAN));
    }
    check("why-ledger-" + fate.slug(), code, "00aa");
  }

  @Test
  void saysSinceWhenItWouldKnowWhatItNeverSaw() throws IOException {
    incidents.since = Optional.of(Stories.BEGAN);
    check("why-never-seen", Exit.COULD_NOT_TELL, "00bb000000000000");
  }

  @Test
  void saysThatABeginningFindsIncidentsOnly() throws IOException {
    incidents.since = Optional.of(Stories.BEGAN);
    check("why-beginning", Exit.COULD_NOT_TELL, "00bb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Ray ID:"})
  void asksForAnIdWhereNoneIsGiven(String typed) {
    keep(Stories.of("", Ending.FIN, Use.NEW));
    assertThat(run(typed)).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("a Ray ID is wanted");
  }

  /// Such an incident can only be imported: no edge takes such an ID over.
  @Test
  void anIdIsOneWordInCommandsToPaste() {
    keep(Stories.withRay(Stories.of("", Ending.FIN, Use.NEW), "a$(id)"));
    run("a");
    assertThat(terminal.out()).contains("fivetwenty replay 'a$(id)'")
        .contains("fivetwenty lab --incident 'a$(id)'");
  }

  @ParameterizedTest
  @EnumSource(Fate.class)
  void hasAnAnswerForEveryFate(Fate fate) {
    incidents.ledger.put("00aa", new Seen(Stories.BEGAN, 520, "hdr-none", fate, "a1"));
    assertThat(run("00aa")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).startsWith("520 hdr-none: ").contains("\n  kept ");
  }

  @Test
  void whatIsOnItsWayToTheStoreIsNotSaidToBeLost() {
    incidents.ledger.put("00aa", new Seen(Stories.NOW.minusSeconds(1), 520, "hdr-none", Fate.DROPPED, "a1"));
    assertThat(run("00aa")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("  kept       not yet: ").doesNotContain("lost");
  }

  @Test
  void valuesThatWereKeptAreShownOnlyWhenTheyAreAskedFor() {
    keep(Stories.withValues("hunter2"));
    for (String form : List.of("--color=never", "--json")) {
      run(Stories.RAY, form);
      assertThat(terminal.out()).contains("hdr-nul-value").doesNotContain("hunter2", "198.51.100.7");
      run(Stories.RAY, form, "--reveal");
      assertThat(terminal.out()).contains("hunter2", "198.51.100.7");
      assertThat(terminal.err()).isEmpty();
    }
  }

  @Test
  void whatWasCoveredCannotBeRevealed() {
    keep(Stories.of("", Ending.FIN, Use.NEW));
    run(Stories.RAY, "--reveal");
    assertThat(terminal.err())
        .isEqualTo("fivetwenty: nothing to reveal: values were covered when this was stored "
            + "(recorder.values: kept keeps them from then on)\n");
  }

  @Test
  void showsWhatWasLost() {
    keep(Stories.of("", Ending.FIN, Use.NEW));
    incidents.loss = new Loss(Map.of("queue-full", 2L, "surplus", 40L), 7, Optional.of(Stories.BEGAN));
    run(Stories.RAY);
    assertThat(terminal.out())
        .endsWith("\nlost: 42 incidents (queue-full 2, surplus 40); the small row of 7 exchanges, "
            + "last 3 h ago\n");
  }

  private void keep(Incident incident) {
    incidents.stored.add(new Stored(4711L + incidents.stored.size(), "a1b2c3", incident));
    incidents.groups.clear();
    String cause = incident.kept().verdict().map(v -> v.cause().slug()).orElse("");
    incidents.groups.add(Stories.group(cause));
  }

  private void check(String golden, int code, String ray) throws IOException {
    assertThat(run(ray)).isEqualTo(code);
    assertThat(terminal.err()).isEmpty();
    String shown = terminal.out().replace(folder.toString(), "/var/lib/fivetwenty");
    Goldens.check(golden, shown + "exit code " + code + "\n");
  }

  private int run(String... words) {
    var arguments = new ArrayList<>(List.of("why", "--data", folder.toString()));
    arguments.addAll(List.of(words));
    return terminal.run(Map.of(), false, command(), arguments.toArray(String[]::new));
  }

  private Command command() {
    return new WhyCommand(
        new StoreAccess(
            _ -> incidents,
            _ -> { throw new AssertionError("nothing is written"); }, () -> Stories.NOW));
  }
}
