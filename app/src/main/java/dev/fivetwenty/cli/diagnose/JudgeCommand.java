package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Outcome;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.option.Profiles;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.report.Counsels;
import dev.fivetwenty.cli.report.JsonReport;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.cli.report.Reproductions;
import dev.fivetwenty.cli.report.VerdictText;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.recorder.KeptBytes;
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

/// Says of raw reply bytes what an edge would. Opens no socket.
public final class JudgeCommand implements Command {

  /// Bytes kept to be shown; all are read and judged.
  private static final int KEPT_BYTES = 4 << 20;

  private static final int CHUNK_BYTES = 64 << 10;

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Judges the bytes of one reply, as an origin sent them. Opens no socket.

            fivetwenty judge reply.bin
            printf 'HTTP/1.1 200 OK\\r\\n' | fivetwenty judge - --ending rst

          Usage: fivetwenty judge [OPTION]... FILE     (- is standard input)

                --ending HOW          how they stopped: fin (default), rst, fin-rst, silence, open
            -X, --method METHOD       of the request: HEAD and CONNECT change what a reply may hold
                --profile NAME        classic (default), current or strict
          """
              + OutputOptions.HELP,
          "--request, --method METHOD");

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  private String file;

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    file = values.word("FILE");
    var output = new OutputOptions(values);
    Profile profile = Profiles.named(values.last("--profile", "classic"));
    var request = Request.of(values.last("--method", "GET"));
    WireReport reply = read(console, profile, request, ending(values.last("--ending", "fin")));
    Judgement judgement = new Judge(profile).judge(Observation.ofReply(reply));
    byte[] received = kept.toByteArray();
    Discretion discretion = output.json() ? output.handedOn() : output.atTerminal();
    var judged =
        new Judged(
            profile, discretion.record(judgement), Optional.empty(),
            Optional.of(discretion.record(reply)),
            KeptBytes.whole(discretion.received(received, Optional.of(reply))),
            Counsels.of(Optional.of(reply)), Reproductions.ofFile(judgement));
    if (output.json()) new JsonReport(discretion).ofFile(file, judged).print(console.out());
    else console.out().print(new VerdictText(console.style(output.color())).of(judged));
    return Outcome.exitCode(judgement);
  }

  private static Ending ending(String ending) {
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

  private WireReport read(Console console, Profile profile, Request request, Ending how) {
    var reader = new ResponseReader(profile).begin(request, 0);
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
