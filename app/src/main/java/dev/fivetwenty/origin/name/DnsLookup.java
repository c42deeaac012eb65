package dev.fivetwenty.origin.name;

import dev.fivetwenty.cause.Resolution;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Asks DNS for the A and AAAA records of one name, both at once, each server in turn.
final class DnsLookup {

  /// Servers are asked this often in all before the lookup gives up.
  private static final int MAX_TRIES = 3;

  private final String name;
  private final List<InetSocketAddress> servers;
  private final Duration timeout;
  private final Ticker ticker;
  /// When the first question left.
  private long asked;

  private DnsLookup(
      String name, List<InetSocketAddress> servers, Duration timeout, Ticker ticker) {
    this.name = name;
    this.servers = servers;
    this.timeout = timeout;
    this.ticker = ticker;
  }

  /// Returns a future that never fails: the resolution says what came of it.
  static CompletableFuture<Resolution> start(
      String name, Optional<InetSocketAddress> server, Duration timeout, Ticker ticker) {
    List<InetSocketAddress> servers =
        server.isPresent() ? List.of(server.get()) : ResolverConfig.getCurrentConfig().servers();
    var result = new CompletableFuture<Resolution>();
    Thread.ofVirtual()
        .name("dns " + name)
        .start(
            () -> {
              try {
                result.complete(new DnsLookup(name, servers, timeout, ticker).run());
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private Resolution run() {
    Name absolute;
    try {
      absolute = Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      // No such name can be in the DNS: longer than 255 octets, or a label over 63.
      return new Resolution(name, List.of(), "NXDOMAIN", "", "", 0, Duration.ZERO);
    }
    if (servers.isEmpty()) return answerless("", 0);
    Resolution last = null;
    Duration each = timeout.dividedBy(MAX_TRIES);
    for (int tries = 1; tries <= MAX_TRIES; tries++) {
      InetSocketAddress server = servers.get((tries - 1) % servers.size());
      Resolution answer = ask(absolute, server, each, tries);
      if (!answer.rcode().isEmpty() && !mayDiffer(answer, tries)) return answer;
      if (last == null || !answer.rcode().isEmpty()) last = answer;
    }
    return last;
  }

  /// Another server may answer what this one failed to.
  private boolean mayDiffer(Resolution answer, int tries) {
    return tries < servers.size()
        && (answer.rcode().equals("SERVFAIL") || answer.rcode().equals("REFUSED"));
  }

  private Resolution ask(Name absolute, InetSocketAddress server, Duration limit, int tries) {
    String shown = Addresses.show(server);
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(limit);
    Message queryA = query(absolute, Type.A);
    Message queryAaaa = query(absolute, Type.AAAA);
    // From here on the network has a part in it.
    if (tries == 1) asked = ticker.nanoTime();
    CompletableFuture<Message> a = resolver.sendAsync(queryA).toCompletableFuture();
    CompletableFuture<Message> aaaa = resolver.sendAsync(queryAaaa).toCompletableFuture();
    Message first = await(a, limit);
    Message second = await(aaaa, limit);
    if (first == null && second == null) return answerless(shown, tries);
    return combine(shown, tries, first, second);
  }

  private static Message query(Name name, int type) {
    return Message.newQuery(Record.newRecord(name, type, DClass.IN));
  }

  /// Returns null for no answer.
  private static Message await(CompletableFuture<Message> answer, Duration limit)
      {
    try {
      return answer.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException own) throw own;
      return null;
    }
  }

  private Resolution combine(String server, int tries, Message first, Message second) {
    var addresses = new ArrayList<String>();
    String rcode = "";
    String extended = "";
    for (Message m : new Message[] {first, second}) {
      if (m == null) continue;
      collect(m, addresses);
      if (rcode.isEmpty() || rcode.equals("NOERROR")) rcode = Rcode.string(m.getRcode());
      if (extended.isEmpty()) extended = extendedError(m);
    }
    // One type may be missing, or its answer lost: the other one's addresses are what counts.
    if (!addresses.isEmpty()) rcode = "NOERROR";
    if (addresses.isEmpty() && (first == null || second == null) && rcode.equals("NOERROR")) {
      return answerless(server, tries);
    }
    List<String> prohibited = addresses.stream().filter(Addresses::isProhibited).toList();
    return new Resolution(
        name, addresses, rcode, extended, server, tries, took(), prohibited);
  }

  private static void collect(Message message, List<String> addresses) {
    for (Record record : message.getSection(Section.ANSWER)) {
      if (record instanceof ARecord a) addresses.add(a.getAddress().getHostAddress());
      else if (record instanceof AAAARecord a) addresses.add(Addresses.show(a.getAddress()));
    }
  }

  private static String extendedError(Message message) {
    OPTRecord opt = message.getOPT();
    if (opt == null) return "";
    for (EDNSOption option : opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)) {
      var error = (ExtendedErrorCodeOption) option;
      String text = ExtendedErrorCodeOption.text(error.getErrorCode());
      String more = error.getText() == null ? "" : error.getText();
      return (error.getErrorCode() + " " + text + (more.isEmpty() ? "" : ": " + more)).strip();
    }
    return "";
  }

  private Resolution answerless(String server, int tries) {
    return new Resolution(name, List.of(), "", "", server, tries, tries == 0 ? Duration.ZERO : took());
  }

  private Duration took() {
    return Duration.ofNanos(ticker.nanoTime() - asked);
  }
}
