package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cli.render.JsonReport;
import dev.fivetwenty.cli.render.Judged;
import dev.fivetwenty.cli.render.Secrets;
import dev.fivetwenty.cli.render.VerdictText;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says of raw reply bytes what an edge would. Opens no socket.
@picocli.CommandLine.Command(
    name = "judge",
    sortOptions = false,
    header = {
      "  fivetwenty judge reply.bin",
      "  printf 'HTTP/1.1 200 OK\\r\\n' | fivetwenty judge - --ending rst",
      ""
    },
    description = "Judge the bytes of one reply, as an origin sent them.")
final class JudgeCommand implements Command {

  /// Bytes kept to be shown; all are read and judged.
  private static final int KEPT_BYTES = 4 << 20;

  private static final int CHUNK_BYTES = 64 << 10;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The reply; - for standard input.")
  String file;

  @Option(
      names = "--ending",
      paramLabel = "HOW",
      description = "How the bytes stopped: fin (default), rst, fin-rst, silence or open.")
  String ending = "fin";

  @Option(
      names = {"-X", "--request", "--method"},
      paramLabel = "METHOD",
      description = "Of the request: HEAD and CONNECT change what a reply may hold.")
  String method = "GET";

  @Option(names = "--profile", paramLabel = "NAME", description = "classic (default), current or strict.")
  String profileName = "classic";

  @Mixin OutputOptions output;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  @Override
  public int run(Console console) {
    if (file == null) throw new UsageProblem("judge: which FILE? (fivetwenty judge --help)");
    Profile profile = Profiles.named(profileName);
    WireReport reply = read(console, profile, ending());
    Judgement judgement = new Judge(profile).judge(Observation.ofReply(reply));
    byte[] received = kept.toByteArray();
    var judged =
        new Judged(
            profile, judgement, Optional.of(reply),
            output.showSecrets ? received : Secrets.message(received), Remedies.of(judgement, Optional.of(reply)),
            Reproductions.ofFile(judgement));
    if (output.json) new JsonReport(output.showSecrets).ofFile(file, judged).print(console.out());
    else console.out().print(new VerdictText(console.style(output.color)).of(judged));
    return judgement.verdict().isPresent() ? Exit.FAULT : Exit.OK;
  }

  private Ending ending() {
    return switch (ending) {
      case "fin", "FIN" -> Ending.FIN;
      case "rst", "RST" -> Ending.RST;
      case "fin-rst", "FIN_RST" -> Ending.FIN_RST;
      case "silence", "timeout" -> Ending.SILENCE;
      case "open" -> Ending.OPEN;
      default -> throw new UsageProblem(
          "there is no ending " + ending + "; endings are fin, rst, fin-rst, silence, open");
    };
  }

  private WireReport read(Console console, Profile profile, Ending how) {
    var reader = new ResponseReader(profile).begin(Request.of(method), 0);
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = open(console)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        kept.write(chunk, 0, Math.min(n, KEPT_BYTES - kept.size()));
        if (feed(reader, ByteBuffer.wrap(chunk, 0, n))) break;
      }
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
    return reader.end(how);
  }

  private InputStream open(Console console) throws IOException {
    if (file.equals("-")) return console.in();
    Path path = Path.of(file);
    if (Files.isDirectory(path)) throw new UsageProblem(file + " is a folder, not a file");
    if (!Files.exists(path)) throw new UsageProblem("there is no file " + file);
    return Files.newInputStream(path);
  }

  /// Returns true when the reader wants no more.
  private static boolean feed(ResponseReader reader, ByteBuffer input) {
    while (input.hasRemaining()) {
      switch (reader.read(input)) {
        case REJECTED -> {
          return true;
        }
        case NEED_MORE -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }
}
