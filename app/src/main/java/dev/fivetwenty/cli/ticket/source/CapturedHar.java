package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.har.capture.CaptureFile;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.ticket.TicketFolder.Filler;
import java.util.List;
import java.util.Optional;

/// Exchanges as a sanitised HAR of a ticket.
final class CapturedHar {

  static Filler of(List<Captured> captured, Sanitiser sanitiser) {
    return ofEntries(captured.stream().map(Captured::entry).toList(), sanitiser);
  }

  static Filler ofEntries(List<Json.Obj> entries, Sanitiser sanitiser) {
    return out -> out.write(new CaptureFile(entries).bytes(Optional.of(sanitiser)));
  }

  private CapturedHar() {}
}
