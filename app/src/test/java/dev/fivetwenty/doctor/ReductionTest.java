package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReductionTest {

  private static final long SEED = Long.getLong("seed", 520);

  @Test
  void findsExactlyTheGuiltySetAmongMany() throws InterruptedException {
    var random = new Random(SEED);
    for (int run = 0; run < 300; run++) {
      int size = 1 + random.nextInt(20);
      List<Integer> items = IntStream.range(0, size).boxed().toList();
      Set<Integer> guilty = new HashSet<>();
      int count = 1 + random.nextInt(Math.min(4, size));
      while (guilty.size() < count) guilty.add(random.nextInt(size));
      int[] tests = {0};
      var smallest =
          new Reduction<Integer>(
              part -> {
                tests[0]++;
                return part.containsAll(guilty);
              })
              .smallest(items);
      assertThat(smallest).as("seed %d run %d", SEED, run)
          .containsExactlyInAnyOrderElementsOf(guilty);
      double halvings = Math.log((double) size / count) / Math.log(2);
      assertThat(tests[0]).isLessThanOrEqualTo((int) (2 * count * (halvings + 1)) + 1);
    }
  }

  /// Any of two sets fails, as when each of two fields alone is refused.
  @Test
  void isMinimalEvenWhereSeveralSetsFail() throws InterruptedException {
    Reduction.Test<Integer> test =
        part -> part.containsAll(List.of(1, 6)) || part.contains(3) && part.size() > 2;
    List<Integer> smallest =
        new Reduction<>(test).smallest(IntStream.range(0, 8).boxed().toList());
    assertThat(test.fails(smallest)).isTrue();
    for (Integer item : smallest) {
      var without = new ArrayList<>(smallest);
      without.remove(item);
      assertThat(test.fails(without)).isFalse();
    }
  }

  @Test
  void keepsWhatItKnowsWhenItMayAskNoMore() throws InterruptedException {
    int[] left = {2};
    var smallest =
        new Reduction<Integer>(
            part -> {
              if (left[0]-- == 0) throw new StopAsking(Gap.OUT_OF_REQUESTS, "enough");
              return part.size() >= 4;
            })
            .smallest(IntStream.range(0, 8).boxed().toList());
    assertThat(smallest).hasSize(4);
  }
}
