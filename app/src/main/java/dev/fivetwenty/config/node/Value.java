package dev.fivetwenty.config.node;

import dev.fivetwenty.config.text.Substitution;
import dev.fivetwenty.config.text.Unfit;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A value of the file or of the command line, at its path.
///
/// @param option the option that gave it, empty for the file
public record Value(Reading reading, Node node, String path, String option) {

  /// Reads it as a shape; empty when that fails, which is then reported here.
  public <T> Optional<T> as(Shape<T> shape) {
    try {
      return Optional.of(shape.read(this));
    } catch (Unfit unfit) {
      report(unfit.getMessage());
      return Optional.empty();
    }
  }

  public void report(String text) {
    reading.report(node, option, text);
  }

  /// Reports what is wrong at a place in the text that this value is.
  ///
  /// @param line   from 0, as is `column`
  public void reportWithin(String within, int line, int column, int length, String text) {
    reading.reportWithin(node, option, within, line, column, length, text);
  }

  public Section section() throws Unfit {
    if (node instanceof MappingNode mapping) return new Section(this, mapping);
    throw new Unfit("expected keys with values, found " + kind());
  }

  /// Returns a mapping without keys in this one's place, so that all of them have their defaults.
  public Value empty() {
    return Section.nothing(reading, path);
  }

  public List<Value> items() throws Unfit {
    if (!(node instanceof SequenceNode sequence)) {
      throw new Unfit("expected a list, found " + kind() + (isScalar() ? "; did you mean [" + plain() + "]?" : ""));
    }
    return sequence.getValue().stream().map(item -> new Value(reading, item, path + "[]", option)).toList();
  }

  public boolean isScalar() {
    return node instanceof ScalarNode && !isEmpty();
  }

  public boolean isSection() {
    return node instanceof MappingNode;
  }

  /// Returns a text, never empty of characters.
  public String text() throws Unfit {
    if (isTyped() && !node.getTag().equals(Tag.STR)) {
      throw new Unfit("expected text, found " + kind() + (isScalar() ? "; put it in quotes" : ""));
    }
    String text = word();
    if (text.isEmpty()) throw new Unfit("expected text, found none");
    return text;
  }

  /// Returns a text or a number as it is written; quoted or not is the same.
  public String word() throws Unfit {
    if (!isScalar() || isTyped() && node.getTag().equals(Tag.BOOL)) {
      throw new Unfit("expected a value, found " + kind());
    }
    return Substitution.in(plain(), reading.surroundings().environment());
  }

  /// Returns a word that quotes would have made a text: a number or a truth value.
  public String unquoted(Tag tag, String expected) throws Unfit {
    if (!isScalar() || isTyped() && !node.getTag().equals(tag)) {
      throw new Unfit("expected " + expected + ", found " + kind());
    }
    return Substitution.in(plain(), reading.surroundings().environment());
  }

  /// The command line and the environment know nothing but text.
  private boolean isTyped() {
    return option.isEmpty() && !(node instanceof ScalarNode scalar && scalar.getValue().contains("${"));
  }

  private String plain() {
    return ((ScalarNode) node).getValue();
  }

  private boolean isEmpty() {
    return node.getTag().equals(Tag.NULL);
  }

  private String kind() {
    return switch (node) {
      case MappingNode _ -> "keys";
      case SequenceNode _ -> "a list";
      default -> {
        if (isEmpty()) yield "nothing; leave the key out to have its default";
        String word = plain().length() > 40 ? plain().substring(0, 40) + "…" : plain();
        yield node.getTag().equals(Tag.STR) ? "the text " + word : word;
      }
    };
  }
}
