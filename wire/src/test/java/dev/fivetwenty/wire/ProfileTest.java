package dev.fivetwenty.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two profiles are equal when they read and wait alike under the same name.
class ProfileTest {

  @Test
  void built_in_profiles_differ() {
    assertThat(Profile.builtIn()).doesNotHaveDuplicates();
  }

  @Test
  void what_is_derived_alike_is_equal() {
    assertThat(derived(Map.of(Rule.HDR_NONE, Decision.GLITCH)))
        .isEqualTo(derived(Map.of(Rule.HDR_NONE, Decision.GLITCH)))
        .hasSameHashCodeAs(derived(Map.of(Rule.HDR_NONE, Decision.GLITCH)))
        .isNotEqualTo(derived(Map.of()))
        .isNotEqualTo(Profile.CLASSIC);
  }

  @Test
  void what_is_decided_as_before_is_no_difference() {
    assertThat(derived(Map.of(Rule.HDR_NONE, Profile.CLASSIC.decision(Rule.HDR_NONE)))).isEqualTo(derived(Map.of()));
  }

  @Test
  void a_timeout_is_a_difference() {
    Timeouts own =
        new Timeouts(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(Profile.CLASSIC.withTimeouts(own))
        .isNotEqualTo(Profile.CLASSIC)
        .isEqualTo(Profile.CLASSIC.withTimeouts(own));
    assertThat(Profile.CLASSIC.withTimeouts(Profile.CLASSIC.timeouts())).isEqualTo(Profile.CLASSIC);
  }

  private static Profile derived(Map<Rule, Decision> decisions) {
    return Profile.CLASSIC.derive("own", Profile.CLASSIC.limits(), Profile.CLASSIC.timeouts(), decisions);
  }
}
