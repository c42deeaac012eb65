package dev.fivetwenty.cli.ticket;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.HarFiles;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.ticket.account.Hiding;
import dev.fivetwenty.cli.ticket.source.TicketDraft;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.ticket.TicketFile;
import dev.fivetwenty.ticket.log.LogCleaner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Files that the owner adds to a ticket: text and HARs are sanitised, pictures and packet captures
/// cannot be, and are said to be as they were given.
final class Attachments {

  /// A larger one is no evidence but a dump, and no support takes it.
  private static final long MAX_BYTES = 64L << 20;

  private static final Set<String> AS_THEY_ARE =
      Set.of("png", "jpg", "jpeg", "gif", "webp", "mp4", "webm", "mov", "pcap", "pcapng");

  private static final Set<String> HARS = Set.of("har", "zhar");

  private final Hiding hiding;
  private final Keep keep;
  private final Console console;
  private final LogCleaner cleaner;

  Attachments(Hiding hiding, Keep keep, Console console) {
    this.hiding = hiding;
    this.keep = keep;
    this.console = console;
    cleaner = new LogCleaner(hiding.tokens(), Ranges.published());
  }

  List<TicketDraft.Part> of(List<String> files) {
    var parts = new ArrayList<TicketDraft.Part>();
    var names = new HashSet<String>();
    for (String file : files) {
      TicketDraft.Part part = part(file, name(file));
      String name = part.file().name();
      if (!names.add(name)) throw new UsageProblem("--attach: two files would be called " + name);
      parts.add(part);
    }
    return parts;
  }

  /// A name is shown and written elsewhere: what is no plain character in it becomes a dash.
  private static String name(String file) {
    Path last = Path.of(file).getFileName();
    String name = last == null ? "" : last.toString();
    return name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[.-]+", "");
  }

  private TicketDraft.Part part(String file, String name) {
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    byte[] bytes = read(file);
    String place = "attached/" + name;
    if (AS_THEY_ARE.contains(kind)) {
      var as = new TicketFile(place, "added by its owner", false);
      return new TicketDraft.Part(as, out -> out.write(bytes));
    }
    if (HARS.contains(kind)) {
      String plain = place.replaceFirst("\\.[^.]*$", ".har");
      return TicketDraft.Part.of(plain, "a HAR of its owner, sanitised", har(bytes, file));
    }
    return TicketDraft.Part.of(place, "a text of its owner, sanitised", text(bytes, file));
  }

  private byte[] read(String file) {
    try (InputStream in = HarFiles.open(file, console)) {
      byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) return bytes;
      throw new UsageProblem("--attach: " + file + " has more than 64 MiB");
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }

  private byte[] har(byte[] bytes, String file) {
    var clean = new ByteArrayOutputStream();
    try {
      new Sanitiser(hiding.tokens(), keep)
          .sanitise(new ByteArrayInputStream(bytes), clean);
      return clean.toByteArray();
    } catch (BrokenHar broken) {
      throw HarFiles.broken(file, broken);
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }

  private byte[] text(byte[] bytes, String file) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) throw new CharacterCodingException();
      String clean = text.lines().map(cleaner::clean).collect(Collectors.joining("\n", "", "\n"));
      return hiding.text(clean).getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException _) {
      throw new UsageProblem(
          "--attach: " + file + " is neither text, HAR, picture nor packet capture; send it by itself");
    }
  }
}
