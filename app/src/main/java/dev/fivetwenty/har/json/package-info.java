/// JSON as it stands in a file: order, repeated names and the digits of numbers are kept.
///
/// Read by Jackson's tokens into small trees, one at a time, each within bounds.
package dev.fivetwenty.har.json;
