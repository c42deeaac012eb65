package dev.fivetwenty.peers;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Examiner;
import dev.fivetwenty.doctor.Progress;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;
import java.util.Optional;

/// Examines a URL, given as the argument, in a JVM with a small heap. Prints the cause of the
/// verdict, or `none`, and then the causes of all findings, a line each.
final class ExaminationMain {

  public static void main(String... arguments) {
    URI url = URI.create(arguments[0]);
    try (var origins = Origins.open()) {
      var examiner =
          new Examiner(origins, Ranges.published(), Timekeeper.system(), Probes.standard());
      var plan = Plan.of(new Target(url, Optional.empty(), url.getPort()));
      var examination = examiner.examine(plan, Progress.NONE);
      System.out.println(
          examination.verdict().map(Verdict::cause).map(c -> c.slug()).orElse("none"));
      examination.findings().stream()
          .map(f -> f.cause().slug())
          .distinct()
          .sorted()
          .forEach(System.out::println);
    }
  }

  private ExaminationMain() {}
}
