package dev.fivetwenty.edge.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.config.Listener;
import dev.fivetwenty.origin.ConfigurationProblem;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// The file of a Unix domain socket, which outlives a program that was killed.
final class UnixPath {

  /// What fits into `sockaddr_un` of Linux with its NUL; other systems have four bytes less.
  private static final int LONGEST = 107;

  /// Removes a socket that nobody listens on any more. Any other file stays: Netty's epoll would remove it.
  ///
  /// @throws ConfigurationProblem if somebody listens there, or if something else is there
  static void makeFree(Listener listener, Path path) {
    String subject = BindProblems.subject(listener);
    if (path.toString().getBytes(UTF_8).length > LONGEST) {
      throw new ConfigurationProblem(
          subject, "the path is longer than the " + LONGEST + " bytes that a socket may have", null);
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
    if (!isSocket(path)) {
      throw new ConfigurationProblem(
          subject, "the path exists and is no socket; choose another one, or remove it", null);
    }
    if (isAnswered(path)) {
      throw new ConfigurationProblem(
          subject, "the socket is in use; another program, or another edge, listens there", null);
    }
    remove(path);
  }

  private static boolean isAnswered(Path path) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (IOException absent) {
      return false;
    }
  }

  /// Removes the file; one that is gone already is what was wanted.
  static void remove(Path path) {
    try {
      if (isSocket(path)) Files.deleteIfExists(path);
    } catch (IOException notOurs) {
      // Whoever binds next is told why it cannot.
    }
  }

  private UnixPath() {}
}
