/// Measurements that settle questions of speed. Each class begins with its question and the figure
/// that would change a decision; results are in `docs/performance.md`.
package dev.fivetwenty.bench;
