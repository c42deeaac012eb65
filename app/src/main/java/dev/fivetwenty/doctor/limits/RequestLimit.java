package dev.fivetwenty.doctor.limits;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A limit on the number of requests, or on their rate.
///
/// @param requests  taken before the first refusal
/// @param perSecond rate at which they were sent
/// @param fresh     the origin had forgotten all requests before these
/// @param sustained requests a second that it takes for any length of time, where that is the limit
/// @param window    time within which it counts, where that could be told
/// @param letGo     empty when it did not within the plan's patience, or that is not known yet
/// @param unforgiving it did not let go within the plan's patience
/// @param rest      until the origin has forgotten all requests
/// @param countedBy what tells visitors apart, a clause; empty when that is not known
record RequestLimit(
    int requests,
    double perSecond,
    boolean fresh,
    Refusal refusal,
    OptionalDouble sustained,
    Optional<Duration> window,
    Optional<LetGo> letGo,
    boolean unforgiving,
    Duration rest,
    String countedBy) {

  static RequestLimit of(Series.Run run, double perSecond, Duration rest) {
    return new RequestLimit(
        run.taken(), perSecond, false, run.refusal().orElseThrow(), OptionalDouble.empty(),
        Optional.empty(), Optional.empty(), false, rest, "");
  }

  RequestLimit countedBy(String what) {
    return new RequestLimit(
        requests, perSecond, fresh, refusal, sustained, window, letGo, unforgiving, rest, what);
  }

  /// Returns this with the number of a run that began when the origin had forgotten all others.
  RequestLimit measured(Series.Run run, double rate) {
    return new RequestLimit(
        run.taken(), rate, true, refusal, sustained, window, letGo, unforgiving, rest, countedBy);
  }

  RequestLimit sustained(double rate, Duration needed) {
    return new RequestLimit(
        requests, perSecond, fresh, refusal, OptionalDouble.of(rate), window, letGo, false, needed,
        countedBy);
  }

  RequestLimit window(Optional<Duration> time) {
    return new RequestLimit(
        requests, perSecond, fresh, refusal, sustained, time, letGo, unforgiving, rest, countedBy);
  }

  RequestLimit letGo(Optional<LetGo> time, Duration needed) {
    return new RequestLimit(
        requests, perSecond, fresh, refusal, sustained, window, time, time.isEmpty(), needed,
        countedBy);
  }

  /// Returns how many are taken that come all at once: of those that came at a rate, some only
  /// because time went by.
  int atOnce() {
    double share = sustained.isPresent() ? 1 - sustained.getAsDouble() / perSecond : 1;
    return (int) Math.round(requests * Math.max(0, share));
  }

  /// Returns the limit in a sentence without its full stop.
  String text(Duration patience) {
    var text = new StringBuilder();
    if (sustained.isPresent()) {
      text.append("takes about %s requests a second for any length of time, ".formatted(
          Words.number(sustained.getAsDouble())));
      text.append("at %s a second %d and then ".formatted(Words.number(perSecond), requests));
    } else {
      text.append("takes %s%d requests".formatted(fresh ? "" : "about ", requests));
      window.ifPresent(w -> text.append(" in ").append(Words.time(w)));
      text.append(" (sent at %s a second), then ".formatted(Words.number(perSecond)));
    }
    text.append(refusal.words());
    if (unforgiving) {
      text.append(", and did not let go within ").append(Words.time(patience));
    } else if (letGo.isPresent()) {
      text.append(", and lets go after about ").append(Words.time(letGo.get().about()));
      if (sustained.isEmpty() && window.isEmpty()) fromTheFirst().ifPresent(text::append);
    }
    if (!countedBy.isEmpty()) text.append("; it counts by ").append(countedBy);
    return text.toString();
  }

  /// Returns the same time from the first request on, where that makes a difference: it is the one
  /// that counts when the limit is for a window.
  private Optional<String> fromTheFirst() {
    Duration refused = letGo.orElseThrow().about();
    Duration series = Words.seconds(requests / perSecond);
    if (series.multipliedBy(50).compareTo(refused) < 0) return Optional.empty();
    return Optional.of(
        " (%s after the first of them)".formatted(Words.time(refused.plus(series))));
  }

  Map<String, Object> facts() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("limit", requests);
    facts.put("perSecond", perSecond);
    facts.put("exact", fresh);
    facts.put("manner", refusal.manner());
    sustained.ifPresent(rate -> facts.put("sustainedPerSecond", rate));
    window.ifPresent(w -> facts.put("windowMs", w.toMillis()));
    letGo.ifPresent(l -> facts.put("refusesForMs", l.after().toMillis()));
    letGo.ifPresent(l -> facts.put("takesAgainMs", l.before().toMillis()));
    refusal.retryAfter().ifPresent(value -> facts.put("retryAfter", value));
    if (!countedBy.isEmpty()) facts.put("countedBy", countedBy);
    return facts;
  }
}
