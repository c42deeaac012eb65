/// Sends a recorded request again, as often as asked, and says how often it ended as it did then.
///
/// What was covered when the request was recorded is never sent: it is left out, and named.
package dev.fivetwenty.doctor.replay;
