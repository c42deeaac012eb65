package dev.fivetwenty.doctor.replay;

import dev.fivetwenty.doctor.replay.LeftOut.Part;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.RequestReader;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request as it was recorded, without what was covered then: fit to be sent again.
///
/// A value counts as covered when it has an asterisk and is not known to be harmless. That may leave
/// out a value that had one by itself; the caller can supply it.
///
/// @param leftOut what a caller may supply, in the order of the request
public record RecordedRequest(RequestBytes request, List<LeftOut> leftOut) {

  /// RFC 9110 §9.2.1. Everything else may change something at the origin.
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private static final int ANY = 1 << 28;

  /// The edge has read this head before, within limits of its own.
  private static final Limits LIMITS = new Limits(ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY);

  private static final char COVER = '*';

  /// Sixteen octets that mean nothing, and serve in place of others (RFC 6455 §4.1).
  private static final String ANY_NONCE = "Zml2ZXR3ZW50eSByZXBsYQ==";

  /// What no harmless value has of its own.
  private static final String COVERED_KEY = "*".repeat(8);

  /// As short as a part of a path is covered, and longer than one has of its own.
  private static final Pattern COVERED_PATH = Pattern.compile("^[^?]*?/(\\*{32,})");

  public RecordedRequest {
    leftOut = List.copyOf(leftOut);
  }

  /// Returns the request, or nothing where its head was not kept whole.
  public static Optional<RecordedRequest> of(KeptBytes kept) {
    return read(kept, false).map(Reading::result);
  }

  /// Returns the request as it was recorded, asterisks where something was covered: to be shown, not to be
  /// sent. Nothing where its head was not kept whole.
  public static Optional<RequestBytes> shown(KeptBytes kept) {
    return read(kept, true).map(reading -> reading.result().request());
  }

  private static Optional<Reading> read(KeptBytes kept, boolean everything) {
    if (kept.pieces().isEmpty() || kept.pieces().getFirst().offset() != 0) return Optional.empty();
    byte[] bytes = kept.pieces().getFirst().bytes();
    var reader = new RequestReader(LIMITS);
    var input = ByteBuffer.wrap(bytes);
    if (reader.read(input) != RequestReader.Event.HEAD) return Optional.empty();
    return Optional.of(new Reading(kept, reader, input, everything));
  }

  /// True where the path has a part that was covered, so that this would ask for something else.
  public boolean lacksPath() {
    return leftOut.stream().anyMatch(part -> part.part() == Part.PATH);
  }

  /// True for a method that changes nothing at the origin, as far as methods can promise that.
  public boolean isSafe() {
    return SAFE.contains(request.method());
  }

  /// Returns the same after a caller changed the request; what it supplied is no longer left out.
  public RecordedRequest supplied(RequestBytes changed) {
    var still = leftOut.stream().filter(part -> !isThere(part, changed)).toList();
    return new RecordedRequest(changed, still);
  }

  private static boolean isThere(LeftOut part, RequestBytes request) {
    return switch (part.part()) {
      case FIELD -> request.value(part.name()).isPresent();
      case QUERY -> request.target().matches(".*[?&]\\Q" + part.name() + "\\E(=.*|&.*|)");
      case CONTENT -> request.content().length > 0;
      case PATH -> !COVERED_PATH.matcher(request.target()).find();
    };
  }

  private static boolean isCovered(String value) {
    return value.indexOf(COVER) >= 0;
  }

  /// Reads on behind the head, which the reader holds.
  private static final class Reading {

    private final KeptBytes kept;
    private final RequestReader reader;
    private final ByteBuffer input;
    private final RequestIndex head;
    private final boolean everything;
    private final List<LeftOut> leftOut = new ArrayList<>();

    /// @param everything what was covered is left in, and framing as it was
    Reading(KeptBytes kept, RequestReader reader, ByteBuffer input, boolean everything) {
      this.everything = everything;
      this.kept = kept;
      this.reader = reader;
      this.input = input;
      head = reader.head();
    }

    RecordedRequest result() {
      RequestBytes request =
          RequestBytes.of(head.method(), URI.create("http://recorded.invalid/"))
              .target(target(head.target()))
              .version(head.minorVersion() == 0 ? "HTTP/1.0" : "HTTP/1.1");
      for (RequestBytes.Line line : request.lines()) request = request.without(line.name());
      Framing framing = head.framing();
      boolean hasContent = framing == Framing.CHUNKED || head.contentLength() > 0;
      for (int i = 0; i < head.fieldCount(); i++) {
        String name = head.name(i);
        if (hasContent && isFraming(name) && !everything) continue;
        String value = text(head.value(i));
        if (!everything && isCovered(value) && name.equalsIgnoreCase("Sec-WebSocket-Key")) {
          request = request.adding(name, ANY_NONCE);
        } else if (!everything && isLeftOut(name, value)) {
          leftOut.add(new LeftOut(Part.FIELD, name, head.value(i).length()));
        } else {
          request = request.adding(name, value);
        }
      }
      return new RecordedRequest(hasContent ? withContent(request) : request, leftOut);
    }

    /// Of a harmless field a part may be covered: a key among sub-protocols.
    private static boolean isLeftOut(String name, String value) {
      return isCovered(value) && (!Secrets.isHarmless(name) || value.contains(COVERED_KEY));
    }

    /// How content is framed is decided anew: it may be left out.
    private static boolean isFraming(String name) {
      return name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding");
    }

    /// A part of a path cannot be left out: who sends the request has to supply it.
    private String target(String recorded) {
      Matcher path = COVERED_PATH.matcher(recorded);
      if (!everything && path.find()) leftOut.add(new LeftOut(Part.PATH, "", path.group(1).length()));
      int mark = recorded.indexOf('?');
      if (everything || mark < 0 || !isCovered(recorded.substring(mark))) return recorded;
      var sent = new ArrayList<String>();
      for (String parameter : recorded.substring(mark + 1).split("&")) {
        int equals = parameter.indexOf('=');
        if (!isCovered(parameter)) {
          sent.add(parameter);
        } else {
          String name = equals < 0 ? "" : parameter.substring(0, equals);
          leftOut.add(new LeftOut(Part.QUERY, name, parameter.length() - name.length() - 1));
        }
      }
      String query = String.join("&", sent);
      return recorded.substring(0, mark) + (query.isEmpty() ? "" : "?" + query);
    }

    private RequestBytes withContent(RequestBytes request) {
      long headBytes = input.position();
      byte[] content = content();
      if (everything) return request.content(content);
      if (kept.isWhole() && !isCovered(new String(content, StandardCharsets.ISO_8859_1))) {
        return request.content(content);
      }
      leftOut.add(new LeftOut(Part.CONTENT, "", kept.total() - headBytes));
      return request.with("Content-Length", "0");
    }

    /// Returns the content that stands in the first piece, without chunked coding.
    private byte[] content() {
      var content = new ByteArrayOutputStream();
      while (true) {
        switch (reader.read(input)) {
          case CONTENT -> content.write(
              input.array(), reader.contentStart(), reader.contentEnd() - reader.contentStart());
          case HEAD -> {}
          case NEED_MORE, COMPLETE, REJECTED -> {
            return content.toByteArray();
          }
        }
      }
    }

    /// A request is written in UTF-8, so octets are taken for that where they can be.
    private static String text(String octets) {
      byte[] raw = octets.getBytes(StandardCharsets.ISO_8859_1);
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
      } catch (CharacterCodingException _) {
        return octets;
      }
    }
  }
}
