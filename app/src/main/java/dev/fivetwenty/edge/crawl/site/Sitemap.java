package dev.fivetwenty.edge.crawl.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What a sitemap names (sitemaps.org, protocol 0.9): XML or a URL a line, compressed or not.
///
/// Where it stops being one, what stands before that counts. No document type is read, no entity but the five
/// of XML, and nothing that a file refers to.
///
/// @param pages    URLs as they stand there
/// @param sitemaps of an index
public record Sitemap(List<String> pages, List<String> sitemaps) {

  /// As received: more is not asked for.
  public static final int MOST_BYTES = 10 << 20;

  /// Decompressed. The protocol allows 50 MiB, of which few files have more than a tenth, and what reads XML holds a
  /// part of it whole.
  private static final long MOST_DECOMPRESSED = 16L << 20;

  /// What the protocol allows in one file.
  private static final int MOST_URLS = 50_000;

  private static final int MOST_URL = 2048;

  public static Sitemap read(byte[] file) {
    var found = new Sitemap(new ArrayList<>(), new ArrayList<>());
    try (var in = new PushbackInputStream(new Bounded(unpacked(file)))) {
      int first = in.read();
      while (first == ' ' || first == '\t' || first == '\r' || first == '\n') first = in.read();
      if (first < 0) return found;
      in.unread(first);
      // A byte order mark is below nothing that a URL starts with.
      if (first == '<' || first > 0x7F) found.xml(in);
      else found.lines(in);
    } catch (IOException | XMLStreamException _) {
      // What was found until there is what there is.
    }
    return found;
  }

  /// By what it is, since servers say all kinds of things about it.
  private static InputStream unpacked(byte[] file) throws IOException {
    var in = new ByteArrayInputStream(file);
    boolean gzip = file.length > 2 && file[0] == 0x1F && (file[1] & 0xFF) == 0x8B;
    return gzip ? new GZIPInputStream(in) : in;
  }

  private void xml(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
    XMLStreamReader reader = factory.createXMLStreamReader(in);
    String parent = "";
    while (reader.hasNext() && isRoom()) {
      if (reader.next() != XMLStreamConstants.START_ELEMENT) continue;
      String name = reader.getLocalName();
      if (name.equals("url") || name.equals("sitemap")) parent = name;
      // Images and videos of a page have one, too, of another name space.
      else if (name.equals("loc") && isOwn(reader.getNamespaceURI())) add(parent, text(reader));
    }
  }

  private static boolean isOwn(String namespace) {
    return namespace == null || namespace.isEmpty() || namespace.contains("/schemas/sitemap/");
  }

  private boolean isRoom() {
    return pages.size() + sitemaps.size() < MOST_URLS;
  }

  /// Longer text is no URL, and is not held.
  private static String text(XMLStreamReader reader) throws XMLStreamException {
    var text = new StringBuilder();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.START_ELEMENT) break;
      boolean characters = event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
      if (characters && text.length() <= MOST_URL) text.append(reader.getText());
    }
    return text.toString().strip();
  }

  private void add(String parent, String url) {
    if (url.isEmpty() || url.length() > MOST_URL) return;
    if (parent.equals("url")) pages.add(url);
    else if (parent.equals("sitemap")) sitemaps.add(url);
  }

  private void lines(InputStream in) throws IOException {
    byte[] piece = in.readNBytes(MOST_BYTES);
    for (String each : new String(piece, UTF_8).split("[\r\n]+")) {
      if (!isRoom()) return;
      add("url", each.strip());
    }
  }

  /// Ends with an error where there is more than there may be.
  private static final class Bounded extends InputStream {

    private final InputStream in;
    private long left = MOST_DECOMPRESSED;

    Bounded(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      if (octet >= 0) counted(1);
      return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      if (count > 0) counted(count);
      return count;
    }

    private void counted(int count) throws IOException {
      left -= count;
      if (left < 0) throw new IOException("larger than " + MOST_DECOMPRESSED);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
