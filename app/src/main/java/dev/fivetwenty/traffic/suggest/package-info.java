/// Limits that would suit what really came.
package dev.fivetwenty.traffic.suggest;
