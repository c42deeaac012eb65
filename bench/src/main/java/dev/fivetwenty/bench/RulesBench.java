package dev.fivetwenty.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.RulesYaml;
import dev.fivetwenty.policy.Decider;
import dev.fivetwenty.policy.Decision;
import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Slice;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What does a rule cost the edge for each request?
///
/// From the request where it lies to the decision. One simple rule is to cost at most a microsecond,
/// and with `-prof gc` nothing is to be allocated; more would show beside the 30 that a proxied request
/// costs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class RulesBench {

  private static final int BLOCKS = 50_000;

  /// What there is to decide by.
  public enum Rules {
    NONE("rules: []"),
    HOST("rules: [{id: a, expression: 'http.host eq \"other.example\"'}]"),
    PATH("rules: [{id: a, expression: 'starts_with(http.request.uri.path, \"/admin\") and not ip.src in {10.0.0.0/8}'}]"),
    AGENT("rules: [{id: a, expression: 'lower(http.user_agent) contains \"curl\"'}]"),
    REGEX("rules: [{id: a, expression: 'http.user_agent matches \"(curl|wget)/[0-9]\"'}]"),
    /// The request has what each match has, but does not match.
    REGEX_ASKED("rules: [{id: a, expression: 'http.user_agent matches \"Firefox/[0-9]+[.]1\"'}]"),
    /// 50,000 blocks.
    BLOCKED("access: {block: [" + blocks() + "]}"),
    LIMIT("rules: [{id: a, rate_limit: {characteristics: [ip.src], period: 1d, requests_per_period: 1000000000}}]");

    private final String yaml;

    Rules(String yaml) {
      this.yaml = yaml;
    }

    private static String blocks() {
      return IntStream.range(0, BLOCKS)
          .mapToObj(i -> (11 + i % 150) + "." + (i / 150 / 256) + "." + (i / 150 % 256) + ".0/24")
          .collect(Collectors.joining(", "));
    }
  }

  @Param
  public Rules rules;

  private final Request request = new Request();
  private final Decider.Desk desk = new Decider.Desk();
  private Decider decider;
  private long now;

  @Setup
  public void setUp() {
    var surroundings = new Surroundings(Map.of(), 1, FileLook.NONE);
    var set = RulesYaml.read(new Source("rules.yaml", Path.of(""), rules.yaml), surroundings).rules();
    decider = Decider.of(set, new SecureRandom());
    if (decide().isDenied()) throw new IllegalStateException("nothing is to be denied");
  }

  @Benchmark
  public Decision decide() {
    return decider.decide(request, now++, desk);
  }

  /// A request as a browser sends it.
  private static final class Request extends RequestView implements FieldSection {

    private static final byte[] HOST = "shop.example".getBytes(US_ASCII);
    private static final byte[] PATH = "/cart/items/4711".getBytes(US_ASCII);
    private static final byte[] METHOD = "GET".getBytes(US_ASCII);
    private static final Address CLIENT = Address.parse("203.0.113.7").orElseThrow();
    private static final byte[][] NAMES = {
      "Host".getBytes(US_ASCII), "Accept".getBytes(US_ASCII), "Accept-Language".getBytes(US_ASCII),
      "Cookie".getBytes(US_ASCII), "User-Agent".getBytes(US_ASCII)
    };
    private static final byte[][] VALUES = {
      HOST, "text/html".getBytes(US_ASCII), "en".getBytes(US_ASCII), "session=4711".getBytes(US_ASCII),
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".getBytes(US_ASCII)
    };

    @Override
    public boolean part(Part part, Slice out) {
      switch (part) {
        case AUTHORITY -> out.set(HOST);
        case PATH -> out.set(PATH);
        case METHOD -> out.set(METHOD);
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean isTls() {
      return true;
    }

    @Override
    public Address client() {
      return CLIENT;
    }

    @Override
    public long timeMillis() {
      return 0;
    }

    @Override
    public FieldSection fields() {
      return this;
    }

    @Override
    public int status() {
      return 0;
    }

    @Override
    public FieldSection responseFields() {
      return NONE;
    }

    @Override
    public long originMillis() {
      return -1;
    }

    @Override
    public int count() {
      return NAMES.length;
    }

    @Override
    public void name(int field, Slice out) {
      out.set(NAMES[field]);
    }

    @Override
    public void value(int field, Slice out) {
      out.set(VALUES[field]);
    }
  }
}
