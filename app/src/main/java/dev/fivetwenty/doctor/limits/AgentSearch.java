package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.origin.RequestBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds which User-Agents are turned away at once, and whether robots may ask less often.
final class AgentSearch {

  private static final String FIELD = "User-Agent";

  private static final String NOBODY = "no User-Agent";

  /// Names as people know them, with what each sends.
  private static final Map<String, String> AGENTS = new LinkedHashMap<>();

  static {
    AGENTS.put("a browser", Whom.BROWSER);
    AGENTS.put("curl", "curl/8.5.0");
    AGENTS.put("Wget", "Wget/1.24.5");
    AGENTS.put("python-requests", "python-requests/2.32.3");
    AGENTS.put("Go", "Go-http-client/1.1");
    AGENTS.put("Java", "Java/21.0.2");
    AGENTS.put(
        "Googlebot", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
    AGENTS.put(NOBODY, "");
  }

  /// Robots that are limited to less are so within this many.
  private static final int ROBOT_SERIES = 60;

  /// Fewer by so much is a limit of its own.
  private static final double FEWER = 0.8;

  private final Search search;
  private final Report report;
  private final Asking asking;
  private final Map<String, Optional<Refusal>> fates = new LinkedHashMap<>();

  AgentSearch(Search search, Report report) {
    this.search = search;
    this.report = report;
    this.asking = search.asking();
  }

  void run() throws InterruptedException {
    try {
      for (String name : AGENTS.keySet()) {
        if (!ask(name)) return;
      }
    } finally {
      report.agents(fates);
    }
    for (String robot : List.of("curl", "python-requests")) {
      if (fates.get(robot).isEmpty()) {
        series(robot);
        return;
      }
    }
  }

  /// A refusal counts when it comes twice, and the request as asked is taken in between. False
  /// when that is not, so that nothing can be compared any more.
  private boolean ask(String name) throws InterruptedException {
    search.makeRoom(3);
    search.keepPace();
    Asking changed = as(name);
    Optional<Refusal> refusal = search.ask(changed);
    if (refusal.isEmpty()) {
      fates.put(name, refusal);
      return true;
    }
    search.keepPace();
    Optional<Refusal> itself = search.ask(asking);
    if (itself.isPresent()) {
      int before = search.visit().requests() - 2;
      if (search.known().isEmpty() && search.isShut()) report.late(itself.get(), before);
      return false;
    }
    boolean twice = search.ask(changed).isPresent();
    fates.put(name, twice ? refusal : Optional.empty());
    return true;
  }

  /// True when only the robot is turned away: a limit that is known may have counted others, too.
  private boolean isAlone(String robot) throws InterruptedException {
    return search.ask(asking).isEmpty() && search.ask(as(robot)).isPresent();
  }

  private void series(String robot) throws InterruptedException {
    search.rest();
    int known = search.known().map(RequestLimit::requests).orElse(Integer.MAX_VALUE);
    int most = Math.min(Math.min(known, ROBOT_SERIES), search.left());
    Series.Run run = Series.run(search, as(robot), most, search.plan().perSecond());
    if (!run.isRefused() || run.taken() >= FEWER * known) return;
    if (search.known().isPresent() && !isAlone(robot)) return;
    report.robot(robot, run, false);
    measure(robot, run);
  }

  /// What was asked as other robots may have counted: once more, when all is forgotten.
  private void measure(String robot, Series.Run run) throws InterruptedException {
    if (LetGo.await(search, as(robot), run.refused()).isEmpty()) return;
    Duration since = search.visit().lasted();
    search.pause(since.compareTo(search.plan().patience()) < 0 ? since : search.plan().patience());
    Series.Run again =
        Series.run(
            search, as(robot), Math.min(ROBOT_SERIES, search.left()), search.plan().perSecond());
    if (again.isRefused()) report.robot(robot, again, true);
  }

  private Asking as(String name) {
    RequestBytes request = asking.request();
    RequestBytes changed =
        name.equals(NOBODY) ? request.without(FIELD) : request.with(FIELD, AGENTS.get(name));
    return asking.request("User-Agent: " + name, changed);
  }

  /// Returns the names of those that were turned away, or of those that were not.
  static List<String> names(Map<String, Optional<Refusal>> fates, boolean refused) {
    var names = new ArrayList<String>();
    fates.forEach((name, fate) -> {
      if (fate.isPresent() == refused) names.add(name);
    });
    return names;
  }
}
