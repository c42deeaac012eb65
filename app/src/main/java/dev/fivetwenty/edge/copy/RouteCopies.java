package dev.fivetwenty.edge.copy;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.CopyPolicy;
import dev.fivetwenty.policy.alwaysonline.Decision;
import dev.fivetwenty.policy.alwaysonline.Terms;
import dev.fivetwenty.policy.alwaysonline.Trouble;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/// The copies of a route: its terms and where they are. Safe for all threads.
public final class RouteCopies {

  private final CopyPolicy policy;
  private final Archive archive;
  private final Pages pages;
  private final CopyCounts counts;
  private final Demand demand;
  private final Outages outages;

  /// @param demand null where nobody wants to know
  public RouteCopies(
      Terms terms, Archive archive, Pages pages, CopyCounts counts, Demand demand, Outages outages) {
    policy = new CopyPolicy(terms);
    this.archive = archive;
    this.pages = pages;
    this.counts = counts;
    this.demand = demand;
    this.outages = outages;
  }

  /// Returns which copy may take the place of an answer, if one may.
  public Decision decide(Asked asked, Trouble trouble, Instant now) {
    return policy.refuses(asked)
        .<Decision>map(Decision.Refuse::new)
        .orElseGet(() -> policy.serve(asked, archive.find(asked.key()), trouble, now));
  }

  /// Returns the page of a copy; see [Pages#open].
  public CompletionStage<Page> open(Copy copy) {
    return pages.open(copy, policy.terms().banner());
  }

  public Terms terms() {
    return policy.terms();
  }

  /// Returns what fails on the route just now.
  public Outages outages() {
    return outages;
  }

  public CopyCounts counts() {
    return counts;
  }

  public CopyPolicy policy() {
    return policy;
  }

  /// Takes note that a visitor got a page from the origin.
  public void visited(Asked asked, int status) {
    if (demand != null && status == 200 && asked.isPage()) demand.visited(asked.key());
  }

  public Archive archive() {
    return archive;
  }
}
