package dev.fivetwenty;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.fivetwenty.counterexample.admin.TurnsToTheOrigin;
import dev.fivetwenty.counterexample.archive.ServesByItself;
import dev.fivetwenty.counterexample.cause.JudgesBySocket;
import dev.fivetwenty.counterexample.cli.Prints;
import dev.fivetwenty.counterexample.cli.har.TurnsToTheTicket;
import dev.fivetwenty.counterexample.config.LooksUpRanges;
import dev.fivetwenty.counterexample.doctor.AsksTheEdge;
import dev.fivetwenty.counterexample.edge.AsksTheDoctor;
import dev.fivetwenty.counterexample.edge.OpensDatabase;
import dev.fivetwenty.counterexample.edge.WaitsOnQueue;
import dev.fivetwenty.counterexample.edge.listener.TurnsToExchange;
import dev.fivetwenty.counterexample.har.AsksTheRanges;
import dev.fivetwenty.counterexample.har.Logs;
import dev.fivetwenty.counterexample.incident.AsksTheOrigin;
import dev.fivetwenty.counterexample.lab.ReadsWithOurReader;
import dev.fivetwenty.counterexample.origin.ThrowsAnything;
import dev.fivetwenty.counterexample.origin.UsesTheLab;
import dev.fivetwenty.counterexample.policy.HoldsBuffer;
import dev.fivetwenty.counterexample.ranges.LooksAtTheClock;
import dev.fivetwenty.counterexample.ranges.RangeHelper;
import dev.fivetwenty.counterexample.recorder.TurnsToTheEdge;
import dev.fivetwenty.counterexample.rules.AsksThePolicy;
import dev.fivetwenty.counterexample.sanitise.TurnsToTheCommandLine;
import dev.fivetwenty.counterexample.ticket.AsksAgain;
import dev.fivetwenty.counterexample.traffic.ReplaysByTheEdge;
import dev.fivetwenty.counterexample.wire.ReadsSocket;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule of [Architecture] holds for the program, and each is broken by its counterexample.
class ArchitectureTest {

  private static final String ROOT = "dev.fivetwenty";
  private static final String COUNTEREXAMPLES = ROOT + ".counterexample";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);
  private static final JavaClasses BAD = new ClassFileImporter().importPackages(COUNTEREXAMPLES);

  /// A rule with the class that breaks it.
  private record Guarded(Function<Architecture, ArchRule> rule, Class<?> counterexample) {}

  private static final List<Guarded> RULES =
      List.of(
          new Guarded(Architecture::wireSeesOnlyTheJdk, ReadsSocket.class),
          new Guarded(Architecture::causeSeesOnlyWire, JudgesBySocket.class),
          new Guarded(Architecture::nettyStaysInOriginAndEdge, HoldsBuffer.class),
          new Guarded(Architecture::policiesSeeNoNetty, HoldsBuffer.class),
          new Guarded(Architecture::jdbcStaysInTheIncidentStore, OpensDatabase.class),
          new Guarded(Architecture::sanitisingSeesOnlyTheJudge, TurnsToTheCommandLine.class),
          new Guarded(Architecture::incidentsNeverSeeTheDataPlane, AsksTheOrigin.class),
          new Guarded(Architecture::originSeesOnlyTheJudge, UsesTheLab.class),
          new Guarded(Architecture::doctorNeverSeesTheEdge, AsksTheEdge.class),
          new Guarded(Architecture::edgeNeverSeesDoctorOrIncident, AsksTheDoctor.class),
          new Guarded(Architecture::archiveSeesOnlyThePolicy, ServesByItself.class),
          new Guarded(Architecture::recorderSeesOnlyTheJudge, TurnsToTheEdge.class),
          new Guarded(Architecture::adminNeverSeesTheDataPlane, TurnsToTheOrigin.class),
          new Guarded(Architecture::ticketsNeverSeeTheDataPlane, AsksAgain.class),
          new Guarded(Architecture::labSeesOnlyTheCatalogue, ReadsWithOurReader.class),
          new Guarded(Architecture::policySeesOnlyRules, HoldsBuffer.class),
          new Guarded(Architecture::rulesSeeOnlyTheCatalogue, AsksThePolicy.class),
          new Guarded(Architecture::trafficSeesOnlyWhatItReplays, ReplaysByTheEdge.class),
          new Guarded(Architecture::harSeesOnlyTheJudge, AsksTheRanges.class),
          new Guarded(Architecture::configSeesOnlyTheJudge, LooksUpRanges.class),
          new Guarded(Architecture::nothingDependsOnTheCommandLine, ThrowsAnything.class),
          new Guarded(Architecture::eventLoopsNeverWait, WaitsOnQueue.class),
          new Guarded(Architecture::whatJudgesDoesNotLog, Logs.class),
          new Guarded(Architecture::timeIsInjected, LooksAtTheClock.class),
          new Guarded(Architecture::onlyTheCommandLinePrints, ThrowsAnything.class),
          new Guarded(Architecture::noGenericExceptionIsThrown, ThrowsAnything.class),
          new Guarded(Architecture::namesSayWhatAThingIs, RangeHelper.class),
          new Guarded(Architecture::partsFormNoCycle, AsksTheDoctor.class),
          new Guarded(Architecture::partsOfTheEdgeFormNoCycle, TurnsToExchange.class),
          new Guarded(Architecture::roomsOfTheCommandLineFormNoCycle, TurnsToTheTicket.class));

  @TestFactory
  Stream<DynamicTest> theProgramKeepsEachRule() {
    return RULES.stream().map(guarded -> {
      ArchRule rule = guarded.rule().apply(new Architecture(ROOT));
      return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(PROGRAM));
    });
  }

  @TestFactory
  Stream<DynamicTest> eachRuleIsBrokenByItsCounterexample() {
    return RULES.stream().map(guarded -> {
      ArchRule rule = guarded.rule().apply(new Architecture(COUNTEREXAMPLES));
      String name = guarded.counterexample().getSimpleName() + ": " + rule.getDescription();
      return DynamicTest.dynamicTest(name, () -> assertThat(broken(rule)).contains(
          guarded.counterexample().getSimpleName()));
    });
  }

  private static String broken(ArchRule rule) {
    return String.join("\n", rule.evaluate(BAD).getFailureReport().getDetails());
  }

  @Test
  void noRuleIsLeftOut() {
    long defined =
        Arrays.stream(Architecture.class.getDeclaredMethods())
            .filter(m -> m.getReturnType() == ArchRule.class && m.getParameterCount() == 0)
            .count();
    // The rule for tests is checked below, on the tests.
    assertThat(RULES).hasSize((int) defined - 1);
  }

  @Test
  void theCommandLineMayPrintAndTakeTheTime() {
    ArchRule prints = new Architecture(COUNTEREXAMPLES).onlyTheCommandLinePrints();
    assertThat(broken(prints)).doesNotContain(Prints.class.getSimpleName() + ".");
    ArchRule time = new Architecture(COUNTEREXAMPLES).timeIsInjected();
    assertThat(broken(time)).doesNotContain(Prints.class.getSimpleName() + ".");
  }

  @Test
  void testsDoNotSleep() {
    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/counterexample/"))
            .importPackages(ROOT);
    assertThat(tests).isNotEmpty();
    new Architecture(ROOT).testsDoNotSleep().check(tests);
    assertThat(broken(new Architecture(COUNTEREXAMPLES).testsDoNotSleep()))
        .contains(WaitsOnQueue.class.getSimpleName());
  }

  @Test
  void thereIsAProgramToCheck() {
    assertThat(PROGRAM.size()).isGreaterThan(100);
    assertThat(PROGRAM.contain("dev.fivetwenty.wire.ResponseReader")).isTrue();
  }
}
