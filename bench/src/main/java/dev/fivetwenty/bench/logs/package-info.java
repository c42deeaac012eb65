/// How fast logs are replayed through rules, and in how much memory.
package dev.fivetwenty.bench.logs;
