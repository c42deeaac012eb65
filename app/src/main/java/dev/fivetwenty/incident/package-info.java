/// What is stored of exchanges, for whoever asks later: incidents with their bytes, one small row of
/// every exchange, and counts per minute.
///
/// [IncidentStore] is written to by one thread of an edge and never makes it wait; [Incidents] is
/// read by any process, also while an edge writes. Both say what was lost, and why: a gap is shown
/// as a gap. Everything that comes here was sanitised before. Nothing here knows the data plane.
package dev.fivetwenty.incident;
