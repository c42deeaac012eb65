package dev.fivetwenty.edge.crawl;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a crawl did since the process started, or since its configuration changed.
///
/// @param route    host and path
/// @param running  there is a round just now
/// @param began    the last round, this one included
/// @param ended    the last round that did
/// @param last     how
/// @param bytes    of content received
/// @param outcomes of URLs, all of them
/// @param rounds   that ended, by how, all of them
public record CrawlFigures(
    String route, boolean running, Optional<Instant> began, Optional<Instant> ended, Optional<RoundEnd> last,
    long bytes, Map<Outcome, Long> outcomes, Map<RoundEnd, Long> rounds) {}
