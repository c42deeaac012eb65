package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.text.HostPort;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// `--admin ADDR`, the operators' door of an edge that runs.
public final class AdminOption {

  public static final String HELP =
      """
            --admin ADDR          of the edge, host:port or unix:/path; 127.0.0.1:8521 by default
      """;

  private static final String UNIX = "unix:";
  private static final int DEFAULT_PORT = 8521;

  public static Endpoint of(Values values) {
    String typed = values.last("--admin", "127.0.0.1");
    if (typed.startsWith(UNIX)) return unix(typed);
    HostPort place = UrlText.place(typed);
    return new Endpoint.Tcp(place.host(), place.port() < 0 ? DEFAULT_PORT : place.port());
  }

  private static Endpoint unix(String typed) {
    try {
      return new Endpoint.Unix(Path.of(typed.substring(UNIX.length())));
    } catch (InvalidPathException e) {
      throw new UsageProblem("--admin: not a path: " + typed);
    }
  }

  private AdminOption() {}
}
