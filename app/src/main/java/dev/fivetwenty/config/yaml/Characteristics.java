package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `characteristics`, what requests are told apart by.
final class Characteristics {

  /// Where CDNs demand it, it says that each of their places counts for itself. This edge is one place.
  private static final String PLACE = "cf.colo.id";

  private static final int MOST = 8;

  static final Shape<List<Characteristic>> SHAPE =
      value -> {
        var read = new ArrayList<Characteristic>();
        for (Value item : value.items()) {
          String text = item.text();
          if (!text.equals(PLACE)) item.as(Characteristics::one).flatMap(c -> c).ifPresent(read::add);
        }
        if (read.size() > MOST) throw new Unfit("requests are told apart by at most " + MOST + " characteristics");
        if (read.stream().distinct().count() < read.size()) throw new Unfit("the same characteristic stands here twice");
        return read;
      };

  private static Optional<Characteristic> one(Value value) throws Unfit {
    String text = value.text();
    try {
      return Optional.of(Characteristic.parse(text));
    } catch (ExpressionProblem problem) {
      value.reportWithin(text, problem.line() - 1, problem.column() - 1, problem.length(), problem.getMessage());
      return Optional.empty();
    }
  }

  private Characteristics() {}
}
