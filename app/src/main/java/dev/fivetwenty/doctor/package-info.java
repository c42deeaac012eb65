/// An examination of an origin: small probes, each one question, and what their answers amount to.
///
/// Every probe asks through [dev.fivetwenty.origin.Origins], so that its verdict is what the edge
/// would say. Requests are counted against a [Budget], every wait has a deadline, and
/// what was not asked is named with the reason. Plain blocking code on virtual threads; time comes
/// from a [Timekeeper]. Nothing here prints.
package dev.fivetwenty.doctor;
