package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.ticket.Audience;
import dev.fivetwenty.ticket.Listed;
import dev.fivetwenty.ticket.Page.Part;
import dev.fivetwenty.ticket.Page.Table;
import dev.fivetwenty.ticket.Page.Text;
import dev.fivetwenty.ticket.Span;
import java.util.ArrayList;
import java.util.List;

/// The files of a ticket, and which of them to attach.
final class FileParts {

  private final Audience audience;

  FileParts(Audience audience) {
    this.audience = audience;
  }

  List<Part> parts(List<Listed> files) {
    boolean cdn = audience == Audience.CDN;
    var parts = new ArrayList<Part>();
    parts.add(
        new Text(
            cdn
                ? "Attach the files one by one: supports of CDNs refuse a HAR within an archive, and a "
                    + "file over 20 MB. Paste `TICKET.md` into the form itself."
                : "The whole folder, or the archive beside it, may be handed on. `manifest.json` has the "
                    + "SHA-256 of each file."));
    List<String> head = cdn ? List.of("File", "What", "Size", "Attach") : List.of("File", "What", "Size");
    var rows = new ArrayList<List<String>>();
    for (Listed listed : files) {
      var row = new ArrayList<>(List.of(
          Span.code(listed.file().name()), what(listed), Composition.size(listed.bytes())));
      if (cdn) row.add(listed.isAttachable() ? "yes" : "no");
      rows.add(row);
    }
    parts.add(new Table(head, rows));
    return parts;
  }

  private static String what(Listed listed) {
    String what = listed.file().what();
    return listed.file().clean() ? what : what + "; as it was given, nothing is hidden in it";
  }
}
