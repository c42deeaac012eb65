package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.Violation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The measured responses of `corpus/wire/responses.jsonl` against `responses.verdicts`.
class ResponsesTest {

  /// What `classic` is about: there the documented 520 outweighs what consumers accept.
  private static final Set<String> ABOUT_CLASSIC = Set.of("limit-header-section", "hdr-none");

  private static final Map<String, JsonNode> CASES = cases();
  private static final Map<String, Expected> EXPECTED = expected();

  /// A row of the table.
  record Expected(String slug, String offset, String glitches, int accepted, String note) {}

  @TestFactory
  Stream<DynamicTest> theTableHolds() {
    return EXPECTED.entrySet().stream()
        .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> check(row.getKey(), row.getValue())));
  }

  private static void check(String name, Expected expected) {
    Judgement judgement = judge(CASES.get(name), Profile.CLASSIC);
    String slug = judgement.verdict().map(v -> v.cause().slug()).orElse("ok");
    String offset =
        judgement.verdict().filter(v -> v.offset().isPresent())
            .map(v -> String.valueOf(v.offset().getAsLong())).orElse("-");
    String glitches =
        judgement.glitches().isEmpty()
            ? "-"
            : judgement.glitches().stream().map(ResponsesTest::said).collect(Collectors.joining(" "));
    assertThat(List.of(slug, offset, glitches))
        .isEqualTo(List.of(expected.slug(), expected.offset(), expected.glitches()));
  }

  @Test
  void everyCaseHasARow() {
    assertThat(CASES).hasSize(167);
    assertThat(EXPECTED.keySet()).containsExactlyElementsOf(CASES.keySet());
    EXPECTED.forEach(
        (name, row) ->
            assertThat(row.accepted()).as(name).isEqualTo(CASES.get(name).get("accepted_by").asInt()));
  }

  @Test
  void whatEightOfTenAcceptIsNoFault() {
    var sound = new ArrayList<String>();
    EXPECTED.forEach((name, row) -> {
      if (row.accepted() < 8 || ABOUT_CLASSIC.contains(row.slug())) return;
      assertThat(row.slug()).as(name).isEqualTo("ok");
      sound.add(name);
    });
    assertThat(sound).hasSizeGreaterThan(40);
  }

  @Test
  void whatEightOfTenAcceptIsNoFaultOfCurrentEither() {
    CASES.forEach((name, wire) -> {
      if (EXPECTED.get(name).accepted() < 8) return;
      List<String> said = judge(wire, Profile.CURRENT).verdict().stream().map(v -> v.cause().slug()).toList();
      // hn_0260: its limit is 256 fields, as published.
      assertThat(said).as(name).isSubsetOf("limit-header-count");
    });
  }

  @Test
  void anExceptionToTheCountSaysWhy() {
    EXPECTED.forEach((name, row) -> {
      boolean ok = row.slug().equals("ok");
      if (ok ? row.accepted() < 5 : row.accepted() >= 8) {
        assertThat(row.note()).as(name).isNotEmpty();
      }
    });
  }

  @Test
  void offsetsAgreeWithHaproxyOrSayWhyNot() {
    var agree = new ArrayList<String>();
    CASES.forEach((name, wire) -> {
      JsonNode state = wire.get("haproxy_state_at_offset");
      if (state == null || state.isNull()) return;
      String offset = state.asString().split("@")[1];
      if (offset.equals(EXPECTED.get(name).offset())) agree.add(name);
      else assertThat(EXPECTED.get(name).note()).as(name).contains("HAProxy");
    });
    assertThat(agree).hasSizeGreaterThan(25);
  }

  private static Judgement judge(JsonNode wire, Profile profile) {
    byte[] bytes = Base64.getDecoder().decode(wire.get("bytes_base64").asString());
    Ending ending =
        switch (wire.get("ending").asString()) {
          case "fin" -> Ending.FIN;
          case "rst" -> Ending.RST;
          default -> Ending.SILENCE;
        };
    return Replay.of(bytes, ending, Request.of(wire.get("method").asString()), profile).judgement();
  }

  private static String said(Violation violation) {
    return violation.rule().slug() + "@" + violation.offset();
  }

  private static Map<String, JsonNode> cases() {
    var mapper = JsonMapper.builder().build();
    var cases = new LinkedHashMap<String, JsonNode>();
    for (String line : Corpus.lines("wire/responses.jsonl")) {
      JsonNode wire = mapper.readTree(line);
      cases.put(wire.get("case").asString(), wire);
    }
    return cases;
  }

  private static Map<String, Expected> expected() {
    var rows = new LinkedHashMap<String, Expected>();
    for (String line : Corpus.rows("wire/responses.verdicts")) {
      String[] cells = line.split("\\|", 6);
      int accepted = Integer.parseInt(cells[4].strip().split("/")[0]);
      rows.put(
          cells[0].strip(),
          new Expected(cells[1].strip(), cells[2].strip(), cells[3].strip(), accepted, cells[5].strip()));
    }
    return rows;
  }
}
