package dev.fivetwenty.ranges.audit.filter;

import dev.fivetwenty.ranges.AddressSet;
import java.util.List;

/// Whose packets a condition meets: those it surely meets, and those it may meet.
///
/// Between the two lies what cannot be told. `sure` is always a part of `possible`.
public record Reach(AddressSet sure, AddressSet possible) {

  public static final Reach EVERYBODY = of(AddressSet.ALL);
  public static final Reach NOBODY = of(AddressSet.NONE);
  public static final Reach UNTOLD = new Reach(AddressSet.NONE, AddressSet.ALL);

  public static Reach of(AddressSet exactly) {
    return new Reach(exactly, exactly);
  }

  public static Reach of(boolean met) {
    return met ? EVERYBODY : NOBODY;
  }

  public Reach and(Reach other) {
    return new Reach(sure.and(other.sure), possible.and(other.possible));
  }

  public Reach or(Reach other) {
    return any(List.of(this, other));
  }

  public static Reach any(List<Reach> several) {
    return new Reach(
        AddressSet.union(several.stream().map(Reach::sure).toList()),
        AddressSet.union(several.stream().map(Reach::possible).toList()));
  }

  public Reach not() {
    return new Reach(possible.complement(), sure.complement());
  }
}
