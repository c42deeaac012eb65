/// One small row for every exchange, so that there is an answer for a Ray ID that is no incident.
///
/// ```text
/// segment: "520rows1" | base, ms since 1970 (8) | length of slugs (4) | slugs, one a line | 0 up to a
///          multiple of 16 | rows of 16 octets, in the order in which exchanges ended
/// row:     key (8) | ms after the base (4) | sum (8 bits) | kind (4) | cause (10) | status (10)
/// ```
///
/// A file is only ever added to. A row whose sum is wrong is not there: it was torn when a machine
/// went down. When a segment is full a Bloom filter of its keys is written beside it, so that a Ray
/// ID is looked for in the one segment that has it. Causes are numbered by the slugs in the
/// segment itself, whatever version wrote it.
package dev.fivetwenty.incident.ledger;
