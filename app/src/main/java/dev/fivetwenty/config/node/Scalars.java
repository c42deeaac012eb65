package dev.fivetwenty.config.node;

import dev.fivetwenty.config.text.DurationText;
import dev.fivetwenty.config.text.SizeText;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.spelling.Spelling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Shapes of single values.
public final class Scalars {

  public static final Shape<String> TEXT = Value::text;

  public static final Shape<Boolean> BOOLEAN =
      value -> {
        String word = value.unquoted(Tag.BOOL, "true or false");
        return switch (word) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new Unfit("expected true or false, found " + word);
        };
      };

  /// An integer, bounds included.
  public static Shape<Integer> number(int least, int most) {
    return value -> {
      String word = value.unquoted(Tag.INT, "a whole number");
      boolean whole = word.matches("-?\\d{1,10}");
      if (!whole) throw new Unfit("expected a whole number, found " + word);
      long number = Long.parseLong(word);
      if (number < least || number > most) throw new Unfit(word + " is not in " + least + " to " + most);
      return (int) number;
    };
  }

  /// A part of all, like 0.999, bounds included.
  public static Shape<Double> share(String least, String most) {
    return value -> {
      String word = value.unquoted(Tag.FLOAT, "a share like 0.999");
      if (!word.matches("0\\.\\d{1,6}")) throw new Unfit("expected a share like 0.999, found " + word);
      double share = Double.parseDouble(word);
      if (share < Double.parseDouble(least) || share > Double.parseDouble(most)) {
        throw new Unfit(word + " is not in " + least + " to " + most);
      }
      return share;
    };
  }

  /// A duration, bounds included.
  public static Shape<Duration> duration(String least, String most) {
    return value -> {
      Duration duration = DurationText.parse(value.word());
      if (duration.compareTo(DurationText.parse(least)) < 0 || duration.compareTo(DurationText.parse(most)) > 0) {
        throw new Unfit(value.word() + " is not in " + least + " to " + most);
      }
      return duration;
    };
  }

  /// A number of bytes, bounds included.
  public static Shape<Long> size(String least, String most) {
    return value -> {
      long size = SizeText.parse(value.word());
      if (size < SizeText.parse(least) || size > SizeText.parse(most)) {
        throw new Unfit(value.word() + " is not in " + least + " to " + most);
      }
      return size;
    };
  }

  /// One of an enum's constants, in lower case.
  public static <E extends Enum<E>> Shape<E> oneOf(Class<E> type) {
    return value -> {
      String text = value.text();
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> word(constant).equals(text))
          .findFirst()
          .orElseThrow(() -> unknown(text, Arrays.stream(type.getEnumConstants()).map(Scalars::word).toList()));
    };
  }

  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  public static Unfit unknown(String text, List<String> words) {
    return new Unfit(text + " is not possible here" + Spelling.hint(text, words, "values"));
  }

  /// A file or folder; a relative path relates to the folder of the configuration.
  public static Shape<Path> path(FileLook.Use use) {
    return value -> {
      Path path = path(value, value.text());
      value.reading().surroundings().files().check(path, use);
      return path;
    };
  }

  public static Path path(Value value, String text) throws Unfit {
    try {
      return value.reading().source().folder().resolve(text).normalize();
    } catch (InvalidPathException _) {
      throw new Unfit("not a path: " + text);
    }
  }

  private Scalars() {}
}
