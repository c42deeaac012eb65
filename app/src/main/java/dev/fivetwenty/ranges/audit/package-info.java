/// Whether the filters of an origin let in the ranges of its CDN. Pure: texts in, findings out.
package dev.fivetwenty.ranges.audit;
