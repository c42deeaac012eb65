package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.policy.errorpage.Answer.FieldLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Makes the answers: a failure and the client's `Accept` in, status, fields and bytes out.
///
/// Safe for all threads; nothing blocks and nothing is read after construction. What is the same
/// for all answers to a fault is made at its first use and kept. There are at most as many of these as
/// the catalogue has faults, times presentations, places and formats.
public final class ErrorPages {

  /// `Accept` decides, and `no-store` is not understood by everything on the way.
  private static final FieldLine VARY = new FieldLine("Vary", "Accept");
  private static final FieldLine NO_STORE = new FieldLine("Cache-Control", "no-store");
  private static final FieldLine NO_SNIFF = new FieldLine("X-Content-Type-Options", "nosniff");

  private final OwnTemplates own;
  private final Texts texts = Texts.ENGLISH;
  private final BuiltIn builtIn = new BuiltIn(texts);
  private final Map<Key, Prepared> prepared = new ConcurrentHashMap<>();

  private record Key(Subject subject, Format format) {}

  /// @param fields those that are the same in every answer
  private record Prepared(Template.Page page, List<FieldLine> fields) {}

  /// Returns pages that are all ours.
  public ErrorPages() {
    this(OwnTemplates.NONE);
  }

  /// Returns pages of an operator, and ours where he has none.
  ///
  /// @throws IllegalArgumentException if the templates have problems
  public ErrorPages(OwnTemplates own) {
    if (!own.problems().isEmpty()) throw new IllegalArgumentException(own.problems().toString());
    this.own = own;
  }

  /// Returns the answer in the format that the value of `Accept` prefers.
  ///
  /// @param accept several fields joined by commas, or empty when there is none
  public Answer answer(Failure failure, String accept) {
    Format format = Accept.choose(accept);
    Prepared ready = prepared.computeIfAbsent(new Key(Subject.of(failure), format), this::prepare);
    byte[] body = ready.page.body(failure);
    var fields = new ArrayList<FieldLine>(ready.fields.size() + 3);
    fields.addAll(ready.fields);
    fields.add(new FieldLine("Content-Length", Integer.toString(body.length)));
    fields.add(new FieldLine("Proxy-Status", failure.proxyStatus()));
    failure.retryAfter().ifPresent(
        seconds -> fields.add(new FieldLine("Retry-After", Integer.toString(seconds))));
    ErrorStatus status = failure.status();
    return new Answer(status.code(), status.reason(), format, fields, body);
  }

  private Prepared prepare(Key key) {
    Subject subject = key.subject;
    Format format = key.format;
    Optional<Template> theirs = own.template(subject.status(), format);
    var fields = new ArrayList<FieldLine>();
    fields.add(new FieldLine("Content-Type", format.contentType()));
    fields.add(NO_STORE);
    fields.add(VARY);
    fields.add(NO_SNIFF);
    if (theirs.isPresent()) {
      // Their language and what they load is their business.
      return new Prepared(theirs.get().page(token -> subject.value(token, texts)), fields);
    }
    fields.add(new FieldLine("Content-Language", texts.language()));
    if (format == Format.HTML) {
      fields.add(new FieldLine("Content-Security-Policy", builtIn.contentSecurityPolicy()));
    }
    return new Prepared(builtIn.page(format, subject), fields);
  }

  /// Returns what a visitor would get for a status, for `/.edge/error/CODE`, with a typical cause
  /// where the status has one; empty for a status that the edge never sends.
  ///
  /// It has the status and all fields of the real answer, so that a program can be tried against it.
  /// Nothing has failed, so it counts nowhere as a failure.
  public Optional<Answer> preview(int code, Visitor visitor, String accept) {
    return ErrorStatus.of(code)
        .map(status -> answer(example(status).map(cause -> Failure.of(cause, Presentation.EDGE_52X, visitor))
            .orElseGet(() -> Failure.of(code, visitor)), accept));
  }

  private static Optional<Cause> example(ErrorStatus status) {
    return switch (status) {
      case INTERNAL_ERROR -> Optional.of(Cause.EDGE_DEFECT);
      case REPLY_UNUSABLE -> Optional.of(Cause.RESP_EMPTY_FIN);
      case REFUSED -> Optional.of(Cause.TCP_REFUSED);
      case CONNECT_TIMEOUT -> Optional.of(Cause.TCP_CONNECT_TIMEOUT);
      case UNREACHABLE -> Optional.of(Cause.TCP_UNREACHABLE_HOST);
      case REPLY_TIMEOUT -> Optional.of(Cause.TIME_FIRST_BYTE);
      case HANDSHAKE_FAILED -> Optional.of(Cause.TLS_VERSION_OR_CIPHER);
      case CERTIFICATE_INVALID -> Optional.of(Cause.TLS_CERT_EXPIRED);
      case NAME_NOT_RESOLVED -> Optional.of(Cause.DNS_NXDOMAIN);
      default -> Optional.empty();
    };
  }
}
