/// An examination of an origin: small probes, each one question, and what their answers amount to.
package dev.fivetwenty.doctor;
