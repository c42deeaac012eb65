package dev.fivetwenty.har.json;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON document of any size: token by token, or a value at a time as a [Json] tree.
///
/// The current token is the one read last; [#tree] leaves the last one of the value current.
public final class JsonReader implements AutoCloseable {

  /// Bytes kept of one text or name.
  public static final int MAX_TEXT_BYTES = 4 << 20;

  /// Characters kept of all texts in one tree; those that come later are empty.
  static final int MAX_TREE_CHARS = 24 << 20;

  /// Values in one tree; a WebSocket capture of hours has some 100,000.
  static final int MAX_TREE_VALUES = 1_000_000;

  static final int MAX_DEPTH = 500;

  static final int MAX_DIGITS = 1000;

  /// How the parser could be made to take it, which nobody who has a file can do.
  private static final Pattern ADVICE = Pattern.compile(": enable `[^`]*` to allow");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_DIGITS)
                  // The cut of longer ones is at the first whole character behind the bound.
                  .maxStringLength(MAX_TEXT_BYTES + 16)
                  .maxNameLength(MAX_TEXT_BYTES + 16)
                  .build())
          .build();

  private final LongText bytes;
  private final JsonParser parser;
  private final long base;
  private int values;
  private int chars;

  /// @param base offset in the file of the first byte of `in`
  public JsonReader(InputStream in, long base) {
    this.base = base;
    bytes = new LongText(in, MAX_TEXT_BYTES);
    parser = JSON.createParser(ObjectReadContext.empty(), bytes);
  }

  /// Returns the next token, null at the end of the document.
  public JsonToken next() throws JsonProblem, IOException {
    try {
      return parser.nextToken();
    } catch (JacksonException problem) {
      throw problem(problem);
    }
  }

  private JsonProblem problem(JacksonException problem) throws IOException {
    return switch (problem) {
      case JacksonIOException broken -> truncatedOr(broken.getCause());
      case StreamConstraintsException _ ->
          new JsonProblem(JsonProblem.Kind.TOO_LARGE, tooLarge(), offset());
      default -> syntax(problem);
    };
  }

  private String tooLarge() {
    boolean deep = parser.streamReadContext().getNestingDepth() > MAX_DEPTH;
    return deep ? "nested deeper than " + MAX_DEPTH : "a number of more than " + MAX_DIGITS + " digits";
  }

  /// Where the parser had taken all bytes, there is nothing wrong but that they end.
  private JsonProblem syntax(JacksonException syntax) {
    if (bytes.isEnd(parser.currentLocation().getByteOffset())) {
      return new JsonProblem(JsonProblem.Kind.TRUNCATED, "the file ends early", offset());
    }
    return new JsonProblem(
        JsonProblem.Kind.SYNTAX, "no JSON: " + firstLine(syntax.getOriginalMessage()), offset());
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    return ADVICE.matcher(line).replaceFirst("");
  }

  private JsonProblem truncatedOr(IOException broken) throws IOException {
    if (broken instanceof EOFException) {
      return new JsonProblem(
          JsonProblem.Kind.TRUNCATED, "the compressed file ends early", offset());
    }
    if (broken instanceof ZipException) {
      return new JsonProblem(
          JsonProblem.Kind.SYNTAX, "the compressed bytes are damaged", offset());
    }
    throw broken;
  }

  /// Returns where the parser is in the file.
  public long offset() {
    return base + bytes.original(Math.max(0, parser.currentLocation().getByteOffset()));
  }

  /// Returns where the current token starts in the file.
  public long tokenOffset() {
    return base + bytes.original(parser.currentTokenLocation().getByteOffset());
  }

  public String name() {
    return parser.currentName();
  }

  public JsonToken token() {
    return parser.currentToken();
  }

  /// Returns the value that starts with the current token.
  public Json tree() throws JsonProblem, IOException {
    values = chars = 0;
    return value();
  }

  private Json value() throws JsonProblem, IOException {
    if (++values > MAX_TREE_VALUES) {
      throw new JsonProblem(
          JsonProblem.Kind.TOO_LARGE, "more than " + MAX_TREE_VALUES + " values in one place",
          offset());
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(string());
      case VALUE_TRUE -> Json.Word.TRUE;
      case VALUE_FALSE -> Json.Word.FALSE;
      default -> Json.Word.NULL;
    };
  }

  private Json object() throws JsonProblem, IOException {
    var members = new ArrayList<Json.Member>();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      next();
      members.add(new Json.Member(name, value()));
    }
    return new Json.Obj(members);
  }

  private Json array() throws JsonProblem, IOException {
    var values = new ArrayList<Json>();
    while (next() != JsonToken.END_ARRAY) values.add(value());
    return values.isEmpty() ? Json.Arr.EMPTY : new Json.Arr(values);
  }

  private Json text() throws JsonProblem, IOException {
    String text = string();
    long dropped = bytes.dropped(parser.currentTokenLocation().getByteOffset());
    chars += text.length();
    if (chars > MAX_TREE_CHARS) {
      chars -= text.length();
      return new Json.Text("", text.length() + dropped);
    }
    return new Json.Text(text, dropped);
  }

  private String string() throws JsonProblem, IOException {
    try {
      return parser.getString();
    } catch (JacksonException problem) {
      throw problem(problem);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
    bytes.close();
  }
}
