/// What an edge may meet on a bad day, one after the other, and that nothing is stuck, lost or kept afterwards.
package dev.fivetwenty.bench.soak.hardship;
