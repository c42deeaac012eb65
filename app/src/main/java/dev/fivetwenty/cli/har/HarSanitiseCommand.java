package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.SanitiseReports.Cleaned;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.sanitise.Tokens;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.exc.JacksonIOException;

/// Takes out of HARs what could be secret.
public final class HarSanitiseCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Hides in a HAR what is not known to be harmless: tokens take the place of values.

            fivetwenty har sanitise page.har
            fivetwenty har sanitise direct.har proxied.har -o clean/
            fivetwenty har sanitise --check page.clean.har

          Usage: fivetwenty har sanitise [OPTION]... FILE...     (- is standard input)

            -o, --output FILE         write there; a folder for several files; - is standard output;
                                      default: page.clean.har beside page.har
                --check               write nothing; exit with 1 if anything is left to hide
                --keep KIND:NAME      leave these values: header, cookie, query, form, json or ip, as in
                                      header:x-cache-key; may be repeated
                --key-file FILE       key of the tokens, made if it is not there: files sanitised
                                      with one key can be compared; keep it to yourself
          Output:
                --json                print one JSON document (docs/har.md) and nothing else
                --color WHEN          auto (default), always or never
            -h, --help                show this help

          Equal values become equal tokens, within one run or with one key file.
          Exit codes: 0 done, 1 --check found something, 2 a file cannot be read or written.
          """,
          "");

  private static final String CLEAN = ".clean.har";

  private Values values;
  private Console console;
  private Sanitiser sanitiser;

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console terminal) {
    values = given;
    console = terminal;
    var output = new OutputOptions(given);
    var style = console.style(output.color());
    List<String> files = given.words();
    if (files.isEmpty()) throw new UsageProblem("which FILE? (--help shows how)");
    boolean check = given.has("--check");
    sanitiser = new Sanitiser(tokens(), KeepRules.of(given.all("--keep")));
    var cleaned = new ArrayList<Cleaned>();
    for (String file : files) cleaned.add(check ? checked(file) : sanitised(file));
    boolean toOut = !check && "-".equals(given.last("--output", null));
    if (output.json() && !toOut) SanitiseReports.json(cleaned).print(console.out());
    var report = toOut ? console.err() : console.out();
    if (!output.json()) cleaned.forEach(c -> report.print(SanitiseReports.text(c, style)));
    boolean left = check && cleaned.stream().anyMatch(c -> c.removals().total() > 0);
    return left ? Exit.FAULT : Exit.OK;
  }

  private Tokens tokens() {
    String name = values.last("--key-file", null);
    if (name == null) return new Tokens();
    Path file = Path.of(name);
    try {
      if (!Files.exists(file)) write(file);
      byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
      if (key.length == Tokens.KEY_OCTETS) return new Tokens(key);
    } catch (IOException problem) {
      throw new UsageProblem("cannot use " + name + ": " + Problems.text(problem));
    } catch (IllegalArgumentException _) {
      // The same complaint as for a key of another length.
    }
    throw new UsageProblem(name + " is no key: it should have 64 hexadecimal digits");
  }

  /// Nobody else may read the key: whoever has it can try values against tokens.
  private static void write(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    }
    Files.writeString(file, HexFormat.of().formatHex(Tokens.newKey()) + "\n");
  }

  private Cleaned checked(String file) {
    return clean(file, null, OutputStream.nullOutputStream());
  }

  private Cleaned sanitised(String file) {
    String wanted = values.last("--output", null);
    if ("-".equals(wanted) || wanted == null && file.equals("-")) {
      return clean(file, "standard output", console.out());
    }
    Path target = target(file, wanted);
    Path folder = target.toAbsolutePath().getParent();
    Path unfinished = null;
    try {
      unfinished = Files.createTempFile(folder, ".sanitise", ".har");
      Cleaned cleaned;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        cleaned = clean(file, target.toString(), out);
      }
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
      return cleaned;
    } catch (IOException problem) {
      throw Written.unwritable(target, problem);
    } finally {
      delete(unfinished);
    }
  }

  private static void delete(Path unfinished) {
    try {
      if (unfinished != null) Files.deleteIfExists(unfinished);
    } catch (IOException problem) {
      throw new UsageProblem("cannot delete " + unfinished + ": " + Problems.text(problem));
    }
  }

  private Path target(String file, String wanted) {
    boolean several = values.words().size() > 1;
    String name = file.equals("-") ? "stdin" : Path.of(file).getFileName().toString();
    String clean = name.replaceFirst("\\.(z?har|har\\.gz|json)$", "") + CLEAN;
    if (wanted == null) return Path.of(file).resolveSibling(clean);
    Path path = Path.of(wanted);
    if (Files.isDirectory(path)) return path.resolve(clean);
    if (!several) return path;
    Written.folder(path);
    return path.resolve(clean);
  }

  private Cleaned clean(String file, String output, OutputStream out) {
    try (InputStream in = HarFiles.open(file, console)) {
      return new Cleaned(file, output, sanitiser.sanitise(in, out));
    } catch (BrokenHar broken) {
      throw HarFiles.broken(file, broken);
    } catch (JacksonIOException problem) {
      throw new UsageProblem("cannot write " + output + ": " + Problems.text(problem.getCause()));
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }
}
