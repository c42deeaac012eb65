package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.ItemList;
import dev.fivetwenty.config.ItemList.Kind;
import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.rules.Lists;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressBlock;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.rules.value.NamedList;
import dev.fivetwenty.rules.value.NumberSet;
import dev.fivetwenty.rules.value.TextSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `lists`: addresses, integers or strings that rules name.
final class ListsReader {

  /// Items of one list.
  private static final int MOST_ITEMS = 200_000;

  /// Of a file, comments among them.
  private static final int MOST_LINES = 2 * MOST_ITEMS;

  private static final Shape<String> ITEM = Value::word;

  /// What was read: as written, and as rules look it up.
  record Read(Map<String, ItemList> written, Lists lists) {}

  static Read lists(Section section) {
    var written = new LinkedHashMap<String, ItemList>();
    var lists = new LinkedHashMap<String, NamedList>();
    section.chosen().forEach(
        (name, value) ->
            value.as(v -> list(name, v)).ifPresent(
                list -> value.as(_ -> named(list)).ifPresent(
                    named -> {
                      written.put(name, list);
                      lists.put(name, named);
                    })));
    return new Read(written, new Lists(lists));
  }

  private static ItemList list(String name, Value value) throws Unfit {
    if (!name.matches("[a-z0-9_]{1,50}")) {
      throw new Unfit("the name of a list has lower-case letters, digits and _: " + name);
    }
    ItemList list =
        value.isSection() ? Shapes.section(ListsReader::list).read(value) : inline(Shapes.list(ITEM).read(value));
    if (list.items().size() > MOST_ITEMS) throw new Unfit("a list has at most " + MOST_ITEMS + " items");
    return list;
  }

  private static ItemList inline(List<String> items) {
    return new ItemList(kind(items), Optional.empty(), items);
  }

  private static ItemList list(Section section) {
    if (section.has("file") == section.has("items")) {
      section.complain(section.has("file") ? "items" : "file", "a list has either a file or items");
    }
    Optional<Path> file = section.ask("file", Scalars.path(FileLook.Use.READ));
    Optional<List<String>> inline = section.ask("items", Shapes.list(ITEM));
    List<String> items = inline.or(() -> section.ask("file", ListsReader::lines)).orElse(List.of());
    return new ItemList(section.get("type", kind(items), Scalars.oneOf(Kind.class)), file, items);
  }

  /// Returns the lines of a file without comments, which begin with `#`.
  private static List<String> lines(Value value) throws Unfit {
    Path file = Scalars.path(value, value.text());
    return value.reading().surroundings().files().lines(file, MOST_LINES).stream()
        .map(line -> line.startsWith("#") ? "" : line.replaceFirst("\\s#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static Kind kind(List<String> items) {
    if (!items.isEmpty() && items.stream().allMatch(item -> item.matches("-?\\d+(\\.\\.-?\\d+)?"))) return Kind.NUMBER;
    return !items.isEmpty() && items.stream().allMatch(ListsReader::isAddress) ? Kind.IP : Kind.STRING;
  }

  private static boolean isAddress(String item) {
    return !blocks(item).isEmpty();
  }

  // What rules look up.

  private static NamedList named(ItemList list) throws Unfit {
    return switch (list.kind()) {
      case IP -> new NamedList.Addresses(trie(list.items()));
      case NUMBER -> new NamedList.Numbers(numbers(list.items()));
      case STRING ->
          new NamedList.Texts(
              new TextSet(list.items().stream().map(item -> item.getBytes(StandardCharsets.UTF_8)).toList()));
    };
  }

  private static AddressTrie trie(List<String> items) throws Unfit {
    var trie = new AddressTrie.Builder();
    for (String item : items) {
      List<AddressBlock> blocks = blocks(item);
      if (blocks.isEmpty()) throw new Unfit("neither an address, a block nor a range: " + item);
      for (AddressBlock block : blocks) trie.add(block, 0);
    }
    return trie.build();
  }

  /// Returns the blocks that an item stands for; none if it is no item of addresses.
  static List<AddressBlock> blocks(String item) {
    int dots = item.indexOf("..");
    if (dots < 0) return AddressBlock.parse(item).map(List::of).orElse(List.of());
    Optional<Address> from = Address.parse(item.substring(0, dots));
    Optional<Address> to = Address.parse(item.substring(dots + 2));
    if (from.isEmpty() || to.isEmpty()) return List.of();
    boolean range = from.get().ipv4() == to.get().ipv4() && from.get().compareTo(to.get()) <= 0;
    return range ? AddressBlock.covering(from.get(), to.get()) : List.of();
  }

  private static NumberSet numbers(List<String> items) throws Unfit {
    var ranges = new ArrayList<NumberSet.Range>();
    for (String item : items) {
      String[] ends = item.split("\\.\\.", 2);
      try {
        long from = Long.parseLong(ends[0]);
        long to = Long.parseLong(ends[ends.length - 1]);
        if (to < from) throw new Unfit("this range ends before it begins: " + item);
        ranges.add(new NumberSet.Range(from, to));
      } catch (NumberFormatException _) {
        throw new Unfit("neither an integer nor a range: " + item);
      }
    }
    return new NumberSet(ranges);
  }

  private ListsReader() {}
}
