package dev.fivetwenty.incident.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.StoreFigures;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.Watches;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.Field;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the store is told of each exchange, also where it takes nothing.
class IncidentSinkTest {

  private final Notes store = new Notes();
  private long lostInLanes;
  private final IncidentSink sink =
      IncidentSink.masking(
          store, new Tokens(Tokens.newKey()), () -> lostInLanes,
          new Watches(InstantSource.system(), () -> 0));

  /// A store that notes what it is told, and takes an incident or not.
  private static final class Notes implements IncidentStore {
    private final List<String> said = new ArrayList<>();
    private final List<Incident> offered = new ArrayList<>();
    private boolean takes = true;
    private RuntimeException defect;

    @Override
    public boolean offer(Incident incident) {
      if (defect != null) throw defect;
      offered.add(incident);
      return takes;
    }

    @Override
    public void passed(ExchangeRecord record, Fate fate) {
      said.add("passed " + fate);
    }

    @Override
    public void sectionSize(String route, int bytes, List<Field> largest) {
      said.add(route + " " + bytes);
    }

    @Override
    public void lost(LossReason reason, long incidents) {
      said.add("lost " + reason + " " + incidents);
    }

    @Override
    public void pulse() {
      said.add("pulse");
    }

    @Override
    public StoreFigures figures() {
      return new StoreFigures(0, 0, Map.of(), 0, 0, 0, 0);
    }

    @Override
    public void close() {
      said.add("closed");
    }
  }

  private static ExchangeRecord worthKeeping() {
    Kept kept = Samples.incident(0).kept();
    return Records.with(record -> record.kept = kept);
  }

  @Test
  void whatIsWorthKeepingIsOfferedCoveredAndThenItsRow() {
    sink.accept(worthKeeping());
    assertThat(store.said).containsExactly("passed STORED");
    assertThat(store.offered).hasSize(1).allMatch(Covering::isCovered);
  }

  @Test
  void whatAStoreDoesNotTakeHasARowThatSaysSo() {
    store.takes = false;
    sink.accept(worthKeeping());
    assertThat(store.said).containsExactly("passed DROPPED");
  }

  /// The recorder counts what a sink throws, and goes on; the ledger knows of the exchange all the same.
  @Test
  void aDefectOnTheWayToTheStoreCostsNoRow() {
    store.defect = new IllegalStateException("no such table");
    assertThatThrownBy(() -> sink.accept(worthKeeping())).isSameAs(store.defect);
    assertThat(store.said).containsExactly("passed DROPPED");
  }

  @Test
  void eachExchangeHasARowOfItsFate() {
    sink.accept(Records.usual());
    sink.accept(Records.with(record -> record.cause = Cause.RESP_EMPTY_FIN));
    sink.accept(
        Records.with(
            record -> {
              record.cause = Cause.RESP_EMPTY_FIN;
              record.surplus = true;
            }));
    sink.accept(Records.with(record -> record.cacheStatus = "fivetwenty; hit; ttl=-5"));
    assertThat(store.said)
        .containsExactly(
            "passed SUCCEEDED", "passed NOT_KEPT", "lost SURPLUS 1", "passed DROPPED", "passed KEPT_COPY");
    assertThat(store.offered).isEmpty();
  }

  @Test
  void sizesOfSectionsAreTold() {
    sink.accept(
        Records.with(
            record -> {
              record.route = new Label(1, "shop.example/");
              record.sectionBytes = 700;
            }));
    assertThat(store.said).containsExactly("shop.example/ 700", "passed SUCCEEDED");
  }

  @Test
  void whatTheLanesLostIsToldOnce() {
    sink.pulse(0);
    lostInLanes = 5;
    sink.pulse(0);
    sink.pulse(0);
    lostInLanes = 7;
    sink.close();
    assertThat(store.said)
        .containsExactly(
            "pulse", "lost LANE_FULL 5", "pulse", "pulse", "lost LANE_FULL 2", "pulse", "closed");
  }
}
