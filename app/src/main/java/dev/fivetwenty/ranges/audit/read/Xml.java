package dev.fivetwenty.ranges.audit.read;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// A small XML document, without document types: those could name files and grow without bound.
final class Xml {

  static Element root(String text) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      // The default handler prints to standard error.
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (SAXException | IOException broken) {
      throw new UnreadableFilter("it is no XML: " + broken.getMessage());
    } catch (ParserConfigurationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// Returns the elements right below one; all of them where no name is given.
  static List<Element> children(Element parent, String name) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      boolean wanted = node instanceof Element e && (name.isEmpty() || e.getTagName().equals(name));
      if (wanted) found.add((Element) node);
    }
    return found;
  }

  /// Returns what is in an element, in one line.
  static String brief(Element element) {
    var text = new StringBuilder();
    for (Element child : children(element, "")) {
      text.append(text.isEmpty() ? "" : " ").append(child.getTagName());
      NamedNodeMap attributes = child.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) text.append(' ')
          .append(attributes.item(i).getNodeValue());
    }
    return text.toString();
  }

  private Xml() {}
}
