/// Looks for the limits of what an origin takes: how many requests, how fast, how many at once,
/// from which User-Agents, what it does beyond, and when it lets go.
///
/// Runs only where it was asked for, within a [dev.fivetwenty.doctor.asking.LimitSearch]. Every number is
/// found by asking: a [Series] at a rate, a wait with questions in between, and a series again.
package dev.fivetwenty.doctor.limits;
