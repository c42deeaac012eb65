package dev.fivetwenty.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountsTest {

  private final Ledger ledger = new Ledger(2);
  private final Wish broken = wish(ledger.reserve(1), Fault.EMPTY_FIN);
  private final Wish sound = wish(ledger.reserve(1), Fault.NONE);

  @Test
  void balanceWhenWhatWasSeenIsWhatWasLogged() {
    assertThat(accounts(Seen.FAILED, "resp-empty-fin").areBalanced()).isTrue();
  }

  @Test
  void doNotBalanceWhenAFailureIsLoggedAsSuccess() {
    Accounts accounts = accounts(Seen.FAILED, null);
    assertThat(accounts.areBalanced()).isFalse();
    assertThat(accounts.show()).contains("only seen as failed");
  }

  @Test
  void doNotBalanceWhenASuccessIsLoggedAsFailure() {
    assertThat(accounts(Seen.WHOLE, "resp-empty-fin").show()).contains("only logged as failed");
  }

  @Test
  void doNotBalanceWhenAnotherCauseIsNamed() {
    assertThat(accounts(Seen.FAILED, "tcp-refused").show()).contains("the cause is not the fault");
  }

  @Test
  void doNotBalanceWhenALineIsMissingOrThereTwice() {
    Accounts missing = begun(Seen.FAILED);
    missing.take(entry(broken, 520, "resp-empty-fin"));
    missing.settle();
    assertThat(missing.show()).contains("1 × not logged");

    Accounts twice = begun(Seen.FAILED);
    twice.take(entry(sound, 200, null));
    twice.take(entry(sound, 200, null));
    assertThat(twice.show()).contains("logged more than once");
  }

  @Test
  void doNotBalanceWhenARequestGotStuck() {
    assertThat(accounts(Seen.STUCK, null).show()).contains("ended as STUCK");
  }

  private Accounts begun(Seen seenOfBroken) {
    ledger.begin(broken, Manner.KEPT);
    ledger.end(broken, seenOfBroken, 520);
    ledger.begin(sound, Manner.KEPT);
    ledger.end(sound, Seen.WHOLE, 200);
    return new Accounts(ledger);
  }

  private Accounts accounts(Seen seenOfBroken, String cause) {
    Accounts accounts = begun(seenOfBroken);
    accounts.take(entry(broken, 520, cause));
    accounts.take(entry(sound, 200, null));
    accounts.settle();
    return accounts;
  }

  private static Wish wish(int id, Fault fault) {
    return new Wish(id, "GET", 0, false, false, 200, 10, Framing.LENGTH, fault);
  }

  private static AccessLog.Entry entry(Wish wish, int status, String cause) {
    return new AccessLog.Entry(Wish.Order.parse(wish.path()), status, cause, 0, false);
  }
}
