/// Readers of access logs and HARs, line by line, without a text for each field.
package dev.fivetwenty.traffic.log;
