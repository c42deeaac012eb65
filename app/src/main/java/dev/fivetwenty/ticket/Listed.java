package dev.fivetwenty.ticket;

import java.util.Set;

/// A file of a ticket as it was written.
///
/// @param sha256 of its bytes, 64 hexadecimal digits
public record Listed(TicketFile file, long bytes, String sha256) {

  /// What supports of CDNs take as an attachment; a HAR within an archive is refused.
  private static final Set<String> ACCEPTED =
      Set.of(
          "har", "txt", "csv", "json", "html", "eml", "pcap", "pcapng", "png", "jpg", "jpeg", "gif",
          "webp", "mp4", "webm", "mov");

  /// Returns whether the support of a CDN would take it.
  public boolean isAttachable() {
    return bytes <= TicketFile.MAX_ATTACHED && ACCEPTED.contains(file.kind());
  }
}
