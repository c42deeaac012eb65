package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.Content;
import dev.fivetwenty.archive.Draft;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.edge.TestEdge.Seen;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import dev.fivetwenty.wire.Profile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every scenario of the lab at an edge that has a good copy of the page: where it fails before a head was
/// passed on, the visitor sees that copy, and nothing that is broken takes its place.
class LabCopiesTest {

  private static final String GOOD = "the last good copy";

  @TempDir Path folder;

  private final Map<String, TestEdge> edges = new HashMap<>();
  private final AtomicInteger stoodIn = new AtomicInteger();
  private int stayed;
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  /// What a sound reply brought, by URL.
  private final Queue<String[]> sound = new ConcurrentLinkedQueue<>();
  private Archive archive;

  @Test
  void everyFailureShowsTheCopyAndNoneBecomesOne() throws Exception {
    List<Scenario> scenarios =
        Scenarios.all().stream().filter(LabThroughEdgeTest::canBeAsked).toList();
    archive = FileArchive.open(folder.resolve("copies"), 64 << 20, 4 << 20, System.err::println);
    try (Lab lab = Lab.open(LabOptions.ANYWHERE.writingCertificatesTo(folder));
        var threads = Executors.newFixedThreadPool(24)) {
      lab.certificatesWritten().get();
      scenarios.forEach(scenario -> seed(url(scenario, lab)));
      archive.settle();
      startEdges(scenarios, lab);
      List<Callable<Void>> asked =
          scenarios.stream().<Callable<Void>>map(s -> () -> ask(s, lab)).toList();
      for (Future<Void> answer : threads.invokeAll(asked)) answer.get();
      archive.settle();
      for (Scenario scenario : scenarios) look(url(scenario, lab));
    } finally {
      edges.values().forEach(TestEdge::close);
      archive.close();
    }
    assertThat(wrong).isEmpty();
    assertThat(stoodIn).hasValueGreaterThan(100);
    // More than were shown: of some the head had been passed on.
    assertThat(stayed).isGreaterThan(stoodIn.get());
    assertThat(sound).isNotEmpty();
  }

  private void seed(String url) {
    Draft draft = archive.begin();
    draft.add(ByteBuffer.wrap(GOOD.getBytes(ISO_8859_1)));
    var received = Instant.now();
    draft.keep(
        new Copy(
            url, new Variant(List.of(), "", ""), 200, HeadFields.of("Content-Type: text/plain"),
            received, received, "", 0));
  }

  private static String url(Scenario scenario, Lab lab) {
    return "http://" + LabThroughEdgeTest.host(scenario) + lab.urlOf(scenario).getRawPath();
  }

  private void startEdges(List<Scenario> scenarios, Lab lab) {
    var routes = new HashMap<String, List<Route>>();
    var profiles = new HashMap<String, Profile>();
    for (Scenario scenario : scenarios) {
      String terms = LabThroughEdgeTest.terms(scenario);
      Route usual = LabThroughEdgeTest.route(scenario, lab, folder);
      routes.computeIfAbsent(terms, _ -> new ArrayList<>())
          .add(TestEdge.keeping(usual, "{refresh_after: 0s}"));
      profiles.put(terms, LabThroughEdgeTest.profile(scenario));
    }
    routes.forEach(
        (terms, of) -> edges.put(terms, TestEdge.keeping(profiles.get(terms), () -> archive, of)));
  }

  private Void ask(Scenario scenario, Lab lab) throws Exception {
    TestEdge edge = edges.get(LabThroughEdgeTest.terms(scenario));
    String host = LabThroughEdgeTest.host(scenario);
    try (var caller = new Caller(edge.address())) {
      Reply reply = caller.get(host, lab.urlOf(scenario).getRawPath());
      Seen seen = edge.seen(s -> s.host().equals(host));
      boolean failed = seen.cause().isPresent() && seen.statusIfUncommitted() == 0;
      boolean isCopy = reply.text().equals(GOOD) && reply.field("Cache-Status").isPresent();
      if (isCopy) stoodIn.incrementAndGet();
      if (failed != isCopy) wrong.add(scenario.slug() + ": " + reply + ", " + seen);
      boolean flawless = seen.cause().isEmpty() && seen.glitches() == 0 && reply.isWhole();
      if (flawless) sound.add(new String[] {url(scenario, lab), hash(reply.content())});
    }
    return null;
  }

  /// Looks what became of the copy: a sound reply may have taken its place, and nothing else.
  private void look(String url) throws Exception {
    List<Copy> copies = archive.find(url);
    String good = hash(GOOD.getBytes(ISO_8859_1));
    for (Copy copy : copies) {
      String content = hash(content(copy));
      if (content.equals(good)) stayed++;
      boolean fine =
          content.equals(good) || sound.stream().anyMatch(s -> s[0].equals(url) && s[1].equals(content));
      if (!fine) wrong.add(url + " has a copy of " + copy.length() + " bytes that nobody saw whole");
    }
    if (copies.isEmpty()) wrong.add(url + " has lost its copy");
  }

  private byte[] content(Copy copy) throws Exception {
    try (Content content = archive.open(copy).toCompletableFuture().get()) {
      var bytes = ByteBuffer.allocate((int) content.length());
      content.read(0, bytes);
      return bytes.array();
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
