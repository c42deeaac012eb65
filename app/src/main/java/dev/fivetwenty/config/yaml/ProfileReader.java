package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.EdgeConfig.OwnProfile;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.spelling.Spelling;
import dev.fivetwenty.wire.Boundary;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads `profiles`: what the operator's own ones change in a built-in one.
final class ProfileReader {

  static final Shape<Duration> TIMEOUT = Scalars.duration("1ms", "1d");

  /// A head is held in memory until it is whole.
  private static final Shape<Integer> BYTES = value -> Scalars.size("1", "16MiB").read(value).intValue();

  private static final Shape<Integer> COUNT = Scalars.number(1, 100_000);

  static List<OwnProfile> profiles(Section section) {
    var profiles = new ArrayList<OwnProfile>();
    section.chosen().forEach((name, value) -> value.as(named(name)).ifPresent(profiles::add));
    return profiles;
  }

  private static Shape<OwnProfile> named(String name) {
    return value -> {
      if (Profile.named(name).isPresent()) {
        throw new Unfit(name + " is a built-in profile; an own one has its own name");
      }
      if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
        throw new Unfit("the name of a profile has up to 32 small letters, digits and hyphens: " + name);
      }
      return Shapes.section(section -> profile(name, section)).read(value);
    };
  }

  private static OwnProfile profile(String name, Section section) {
    Profile base = section.get("base", Profile.CLASSIC, ProfileReader::builtIn);
    return new OwnProfile(
        base.name(),
        base.derive(
            name,
            section.section("limits", s -> limits(s, base.limits())),
            section.section("timeouts", s -> timeouts(s, base.timeouts())),
            section.section("decisions", ProfileReader::decisions)));
  }

  private static Profile builtIn(Value value) throws Unfit {
    return chosen(value, List.of());
  }

  /// Returns the profile of this name, one of the operator's own or a built-in one.
  static Profile chosen(Value value, List<OwnProfile> own) throws Unfit {
    String name = value.text();
    List<Profile> all = Stream.concat(Profile.builtIn().stream(), own.stream().map(OwnProfile::profile)).toList();
    return all.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Unfit(
            "there is no profile " + name
                + Spelling.hint(name, all.stream().map(Profile::name).toList(), "profiles")));
  }

  private static Limits limits(Section section, Limits base) {
    return new Limits(
        section.get("status_line", base.statusLine(), BYTES),
        section.get("header_section", base.headerSection(), BYTES),
        section.get("header_field", base.headerField(), BYTES),
        section.get("header_count", base.headerCount(), COUNT),
        section.get("leading_lines", base.leadingLines(), Scalars.number(0, 1000)),
        section.get("chunk_line", base.chunkLine(), BYTES),
        section.get("trailer_section", base.trailerSection(), BYTES),
        section.get("interim_total", base.interimTotal(), BYTES));
  }

  /// Reads what the edge waits for an origin; what is not said is as in `base`.
  static Timeouts timeouts(Section section, Timeouts base) {
    return new Timeouts(
        section.get("resolve", base.resolve(), TIMEOUT),
        section.get("connect", base.connect(), TIMEOUT),
        section.get("tls", base.tls(), TIMEOUT),
        section.get("write", base.write(), TIMEOUT),
        section.get("request_unacked", base.requestUnacked(), TIMEOUT),
        section.get("response_head", base.responseHead(), TIMEOUT),
        section.get("between_bytes", base.betweenBytes(), TIMEOUT),
        section.get("idle_pool", base.idlePool(), TIMEOUT));
  }

  private static Map<Rule, Decision> decisions(Section section) {
    var decisions = new EnumMap<Rule, Decision>(Rule.class);
    section.chosen().forEach(
        (slug, value) -> value.as(v -> ruling(slug, v)).ifPresent(r -> decisions.put(r.rule, r.decision)));
    return decisions;
  }

  private record Ruling(Rule rule, Decision decision) {}

  private static Ruling ruling(String slug, Value value) throws Unfit {
    Rule rule = rule(slug);
    Decision decision = Scalars.oneOf(Decision.class).read(value);
    if (decision != Decision.REJECT && rule.boundary() == Boundary.LOST) {
      throw new Unfit(slug + " can only be reject: nobody can tell where a message ends that breaks it");
    }
    return new Ruling(rule, decision);
  }

  private static Rule rule(String slug) throws Unfit {
    Rule rule =
        Arrays.stream(Rule.values()).filter(r -> r.slug().equals(slug)).findFirst().orElseThrow(() -> unknown(slug));
    if (rule.concernsRequestsOnly()) throw new Unfit(slug + " concerns requests, which every profile reads strictly");
    return rule;
  }

  private static Unfit unknown(String slug) {
    List<String> slugs = Arrays.stream(Rule.values()).map(Rule::slug).toList();
    String hint = Spelling.closest(slug, slugs).map(near -> "; did you mean " + near + "?").orElse("");
    return new Unfit("there is no rule " + slug + hint);
  }

  private ProfileReader() {}
}
