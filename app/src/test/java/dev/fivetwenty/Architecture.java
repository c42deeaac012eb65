package dev.fivetwenty;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// Who may see what, below one root package: the program's, or that of the counterexamples.
///
/// Each method is one rule. A part that does not exist yet keeps its rule, and breaks nothing.
final class Architecture {

  private static final String[] JDK_OF_THE_JUDGES = {
    "java.lang..", "java.util..", "java.nio", "java.nio.charset", "java.time..", "java.security"
  };

  /// The seams at which real time enters; everything else is handed one.
  private static final Set<String> WIRING = Set.of("Timekeeper");

  private final String root;

  Architecture(String root) {
    this.root = root;
  }

  ArchRule wireSeesOnlyTheJdk() {
    return onlySees("wire")
        .because("the judge must not be able to touch the bytes, nor a socket, nor a clock");
  }

  ArchRule causeSeesOnlyWire() {
    return onlySees("cause", "wire")
        .because("a verdict can be recomputed years later from stored evidence");
  }

  private ArchRule onlySees(String... parts) {
    String[] allowed =
        Stream.concat(Arrays.stream(JDK_OF_THE_JUDGES), Arrays.stream(parts).map(this::in))
            .toArray(String[]::new);
    return classes().that().resideInAPackage(in(parts[0]))
        .should().onlyDependOnClassesThat().resideInAnyPackage(allowed).allowEmptyShould(true);
  }

  ArchRule nettyStaysInOriginAndEdge() {
    return outside("origin", "edge")
        .should().dependOnClassesThat().resideInAPackage("io.netty..").allowEmptyShould(true)
        .because("everything else reads top to bottom");
  }

  ArchRule policiesSeeNoNetty() {
    return inside("policy")
        .should().dependOnClassesThat().resideInAPackage("io.netty..").allowEmptyShould(true)
        .because("a policy makes a decision of a request and the time, without a connection");
  }

  ArchRule jdbcStaysInTheIncidentStore() {
    return outside("incident")
        .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..")
        .allowEmptyShould(true)
        .because("the data plane can never wait for a database");
  }

  ArchRule originSeesOnlyTheJudge() {
    return seesOfOurs("origin", "cause", "wire");
  }

  ArchRule doctorNeverSeesTheEdge() {
    return seesOfOurs(
            "doctor", "origin", "har", "ranges", "incident", "recorder", "sanitise", "remedy", "cause", "wire")
        .because("what it sends again was recorded, and is told from what was covered then");
  }

  ArchRule edgeNeverSeesDoctorOrIncident() {
    return seesOfOurs(
        "edge", "origin", "policy", "rules", "archive", "recorder", "ranges", "config", "cause", "wire");
  }

  ArchRule archiveSeesOnlyThePolicy() {
    return seesOfOurs("archive", "policy", "cause")
        .because("copies are kept and found the same whoever serves them, and for a fleet elsewhere");
  }

  ArchRule recorderSeesOnlyTheJudge() {
    return seesOfOurs("recorder", "cause", "wire")
        .because("the seam between the loops and the rest knows neither side");
  }

  ArchRule sanitisingSeesOnlyTheJudge() {
    return seesOfOurs("sanitise", "cause", "wire")
        .because("whoever stores or shows anything comes here");
  }

  ArchRule incidentsNeverSeeTheDataPlane() {
    return seesOfOurs("incident", "recorder", "sanitise", "cause", "wire")
        .because("what was kept is read long after the edge is gone");
  }

  ArchRule adminNeverSeesTheDataPlane() {
    return seesOfOurs("admin", "recorder", "incident", "har", "cause", "wire");
  }

  ArchRule ticketsNeverSeeTheDataPlane() {
    return seesOfOurs("ticket", "har", "sanitise", "ranges", "cause", "wire")
        .because("it is given what there is to tell, and asks nobody");
  }

  ArchRule labSeesOnlyTheCatalogue() {
    return seesOfOurs("lab", "cause")
        .because("a test origin that shares code with the judge proves nothing");
  }

  ArchRule policySeesOnlyRules() {
    return seesOfOurs("policy", "rules", "spelling", "cause");
  }

  ArchRule rulesSeeOnlyTheCatalogue() {
    return seesOfOurs("rules", "cause", "spelling");
  }

  ArchRule trafficSeesOnlyWhatItReplays() {
    return seesOfOurs("traffic", "har", "policy", "rules", "config", "sanitise", "cause", "wire")
        .because("what came in the past is decided by the code of the edge, without the edge");
  }

  ArchRule harSeesOnlyTheJudge() {
    return seesOfOurs("har", "sanitise", "cause", "wire");
  }

  ArchRule configSeesOnlyTheJudge() {
    return seesOfOurs("config", "policy", "rules", "spelling", "cause", "wire")
        .because(
            "it says what is wanted, of rules in their own words; who does it looks up ranges, opens"
                + " sockets, loads keys");
  }

  private ArchRule seesOfOurs(String part, String... allowed) {
    String[] own =
        Stream.concat(Stream.of(part), Arrays.stream(allowed)).map(this::in).toArray(String[]::new);
    return inside(part)
        .should().dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(own))))
        .allowEmptyShould(true);
  }

  ArchRule nothingDependsOnTheCommandLine() {
    return outside("cli").should().dependOnClassesThat().resideInAPackage(in("cli"));
  }

  ArchRule eventLoopsNeverWait() {
    return inside("origin", "edge")
        .should().accessTargetWhere(
            calls(Thread.class, "sleep")
                .or(calls(BlockingQueue.class, "put|take"))
                .or(calls(CountDownLatch.class, "await"))
                .or(calls(io.netty.util.concurrent.Future.class, "(sync|await).*")))
        .allowEmptyShould(true);
  }

  ArchRule whatJudgesDoesNotLog() {
    return inside("wire", "cause", "har", "policy")
        .should().dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..", "io.netty.util.internal.logging..")
        .orShould().dependOnClassesThat().belongToAnyOf(System.Logger.class)
        .allowEmptyShould(true)
        .because("it returns what it knows");
  }

  ArchRule timeIsInjected() {
    DescribedPredicate<JavaAccess<?>> now =
        calls(System.class, "currentTimeMillis|nanoTime")
            .or(calls(Instant.class, "now"))
            .or(calls(LocalDate.class, "now"))
            .or(calls(LocalDateTime.class, "now"))
            .or(calls(OffsetDateTime.class, "now"))
            .or(calls(ZonedDateTime.class, "now"))
            .or(calls(Clock.class, "system.*"));
    return noClasses().that().resideInAPackage(root + "..")
        .and().resideOutsideOfPackage(in("cli"))
        .and(not(wiring()))
        .should().accessTargetWhere(now)
        .because("every timeout is testable");
  }

  private static DescribedPredicate<JavaClass> wiring() {
    return DescribedPredicate.describe(
        "wiring",
        type -> {
          String name = type.getName();
          String outer = name.substring(name.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
          return WIRING.contains(outer);
        });
  }

  ArchRule onlyTheCommandLinePrints() {
    return outside("cli").should(ACCESS_STANDARD_STREAMS);
  }

  ArchRule noGenericExceptionIsThrown() {
    return everything().should(THROW_GENERIC_EXCEPTIONS);
  }

  ArchRule namesSayWhatAThingIs() {
    return everything().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
        .because("a name says what a thing is");
  }

  ArchRule partsFormNoCycle() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  ArchRule partsOfTheEdgeFormNoCycle() {
    return slices().matching(root + ".edge.(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  ArchRule roomsOfTheCommandLineFormNoCycle() {
    return slices().matching(root + ".cli.(*)..").should().beFreeOfCycles()
        .because("a command can be read without the others");
  }

  /// For test classes: they wait on the event, with a deadline.
  ArchRule testsDoNotSleep() {
    return everything().should().accessTargetWhere(calls(Thread.class, "sleep"));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String method) {
    // The assignable owner: a call on an ArrayBlockingQueue names that, not BlockingQueue.
    return target(owner(assignableTo(owner)))
        .and(target(method.matches("\\w+") ? name(method) : nameMatching(method)))
        .forSubtype();
  }

  private GivenClassesConjunction everything() {
    return noClasses().that().resideInAPackage(root + "..");
  }

  private GivenClassesConjunction inside(String... parts) {
    return noClasses().that()
        .resideInAnyPackage(Arrays.stream(parts).map(this::in).toArray(String[]::new));
  }

  private GivenClassesConjunction outside(String... parts) {
    return everything().and()
        .resideOutsideOfPackages(Arrays.stream(parts).map(this::in).toArray(String[]::new));
  }

  private String in(String part) {
    return root + "." + part + "..";
  }
}
