package dev.fivetwenty.doctor;

import dev.fivetwenty.origin.Attempt;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The requests of an examination that are under way at the same time. Any thread may call.
public final class Crowd {

  private final Set<Member> present = new HashSet<>();

  /// Counts a request in until it has ended.
  Member enter(CompletableFuture<Attempt> attempt) {
    var member = new Member(attempt);
    synchronized (this) {
      present.add(member);
      for (Member each : present) each.most = Math.max(each.most, present.size());
    }
    attempt.whenComplete((_, _) -> leave(member));
    return member;
  }

  private synchronized void leave(Member member) {
    present.remove(member);
  }

  /// A request and its company.
  public final class Member {

    private final CompletableFuture<Attempt> attempt;
    private int most = 1;

    private Member(CompletableFuture<Attempt> attempt) {
      this.attempt = attempt;
    }

    CompletableFuture<Attempt> attempt() {
      return attempt;
    }

    /// True once what came of it is known.
    public boolean hasEnded() {
      return attempt.isDone();
    }

    /// Returns the most that were under way at a time while this one was, itself included.
    int most() {
      synchronized (Crowd.this) {
        return most;
      }
    }
  }
}
