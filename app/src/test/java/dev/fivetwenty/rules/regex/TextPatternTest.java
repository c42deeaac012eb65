package dev.fivetwenty.rules.regex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.fivetwenty.rules.value.Slice;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          curl                        => curl
          (curl|wget)/[0-9]           => curl/, wget/
          ^/api/v[12]/                => /api/v1/, /api/v2/
          \\.(php|asp)x?$             => .php, .asp, .phpx, .aspx
          (?i)Mozilla/[0-9]+ .*Gecko  => mozilla/
          (?i)sqlmap                  => qlmap
          a+b                         => a
          ab{2,3}c                    => a
          (?:ab)+c                    => ab
          (?P<x>ab)|cd                => ab, cd
          x(a|b*)yz                   => yz
          [0-9]+-[0-9]+               => -
          (\\.\\./){3}                => ../
          wp-(login|admin)\\.php      => wp-login.php, wp-admin.php
          colou?r                     => color, colour
          [.]env$                     => .env
          .*                          =>
          a*                          =>
          a|b*                        =>
          ^$                          =>
          [a-z]+                      =>
          \\x61                       =>
          a(?i)b                      =>
          \\Qa.b\\E                   =>
          (?i)ks                      =>
          (a|)(b|)                    =>
          ab{0}                       => a
          """)
  void whatEachMatchHoldsIsFound(String regex, String needed) {
    var found = Gists.of(regex).gist().needed();
    String all = found == null ? null : found.stream().sorted().collect(Collectors.joining(", "));
    String expected = needed == null ? null : List.of(needed.split(", ")).stream().sorted().collect(Collectors.joining(", "));
    assertThat(all).isEqualTo(expected);
  }

  @Test
  void itSaysWhatTheLibrarySays() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    int sifted = 0;
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String regex = (random.nextInt(4) == 0 ? "(?i)" : "") + regex(random, 3);
      Pattern pattern;
      try {
        pattern = Pattern.compile(regex);
      } catch (PatternSyntaxException _) {
        continue;
      }
      if (Gists.of(regex).gist().needed() != null) sifted++;
      TextPattern text = TextPattern.of(pattern);
      for (int k = 0; k < 8; k++) {
        byte[] bytes = bytes(random);
        var slice = new Slice();
        slice.set(bytes);
        boolean expected = pattern.matcher(new String(bytes, UTF_8)).find();
        if (expected) matched++;
        assertThat(text.isIn(slice)).as("-Dseed=%d: %s in %s", seed, regex, slice).isEqualTo(expected);
      }
    }
    assertThat(sifted).as("-Dseed=%d", seed).isGreaterThan(2000);
    assertThat(matched).as("-Dseed=%d", seed).isGreaterThan(2000);
  }

  /// Where case does not matter, the library takes characters outside of ASCII for letters of it.
  @Test
  void lettersWithFormsOutsideOfAsciiAreNotLookedFor() {
    String others =
        IntStream.rangeClosed(0x80, 0x1FFFF)
            .filter(c -> Character.toLowerCase(c) != c || Character.toUpperCase(c) != c || Character.isLetter(c) && c < 0x3000)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    byte[] bytes = others.getBytes(UTF_8);
    var slice = new Slice();
    slice.set(bytes);
    for (char c = 'a'; c <= 'z'; c++) {
      Pattern pattern = Pattern.compile("(?i)" + c);
      assertThat(TextPattern.of(pattern).isIn(slice)).as("%c", c).isEqualTo(pattern.matcher(others).find());
    }
  }

  private static String regex(RandomGenerator random, int depth) {
    if (depth == 0) return atom(random);
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> regex(random, depth - 1) + regex(random, depth - 1);
      case 3 -> regex(random, depth - 1) + "|" + regex(random, depth - 1);
      case 4 -> "(" + regex(random, depth - 1) + "|" + regex(random, depth - 1) + ")";
      case 5 -> pick(random, "(?:", "(", "(?P<n>", "(?i:") + regex(random, depth - 1) + ")" + count(random);
      case 6 -> atom(random) + count(random);
      case 7 -> atom(random) + atom(random) + atom(random);
      default -> pick(random, "^", "$", "\\b", "\\B", "\\A", "\\z", "(?m)$", "") + regex(random, depth - 1);
    };
  }

  private static String count(RandomGenerator random) {
    return pick(random, "*", "+", "?", "{2}", "{0}", "{0,2}", "{1,}", "*?", "+?", "??", "{1,2}?", "");
  }

  private static String atom(RandomGenerator random) {
    return pick(
        random, "a", "b", "k", "S", "ab", "A", "i", "ä", ".", "\\.", "[ab]", "[^a]", "[a-c]", "[]a]", "[k.]", "\\w", "\\d",
        "\\x61", "\\Qa.\\E", "[[:alpha:]]", "[\\]a]", "\\pL", "-", "", "a{", "\\n", "\\-");
  }

  private static String pick(RandomGenerator random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /// Bytes that are UTF-8 only now and then.
  private static byte[] bytes(RandomGenerator random) {
    var bytes = new ByteArrayOutputStream();
    for (int n = random.nextInt(7); n > 0; n--) {
      switch (random.nextInt(14)) {
        case 0 -> bytes.writeBytes("\u212A".getBytes(UTF_8));
        case 1 -> bytes.writeBytes("\u017F".getBytes(UTF_8));
        case 2 -> bytes.writeBytes("\u0130".getBytes(UTF_8));
        case 3 -> bytes.writeBytes("ä".getBytes(UTF_8));
        case 4 -> bytes.write(0xE2);
        case 5 -> bytes.write(0xF0);
        default -> bytes.write("abABksKS.i-\n".charAt(random.nextInt(12)));
      }
    }
    return bytes.toByteArray();
  }
}
