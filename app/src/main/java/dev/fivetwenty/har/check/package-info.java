/// What is wrong with a HAR: departures from the specification, and what will mislead its reader.
package dev.fivetwenty.har.check;
