package dev.fivetwenty.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.option.RequestOptions;
import dev.fivetwenty.cli.option.Requests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CurlOptionsTest {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Stream<Arguments> cases() throws IOException {
    try (var file = CurlOptionsTest.class.getResourceAsStream("curl-options.txt")) {
      List<String> lines =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
      var cases = new ArrayList<Arguments>();
      for (int i = 0; i < lines.size(); i += 2) cases.add(Arguments.of(lines.get(i), lines.get(i + 1)));
      return cases.stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void makeTheRequestThatCurlMakes(String options, String request) {
    var words = new ArrayList<String>(List.of("probe"));
    WORD.matcher(options).results()
        .forEach(m -> words.add(m.group(1) != null ? m.group(1) : m.group(2)));
    if (!words.contains("--url")) words.add("http://shop.example/cart");
    var values = new ProbeCommand().options().read(words.toArray(String[]::new));
    var made =
        new Requests(new RequestOptions(values), new ByteArrayInputStream(new byte[0]));
    assertThat(new String(made.bytes().toByteArray(), StandardCharsets.UTF_8).replace("\r\n", "|"))
        .isEqualTo(request);
  }
}
