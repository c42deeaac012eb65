package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.request.Field;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Finds the fields that an expression looks at.
public final class Fields {

  public static Set<Field> in(Node node) {
    var fields = EnumSet.noneOf(Field.class);
    add(node, fields);
    return Collections.unmodifiableSet(fields);
  }

  private static void add(Node node, Set<Field> fields) {
    switch (node) {
      case Node.Of of -> fields.add(of.field());
      case Node.Item item -> add(item.array(), fields);
      case Node.Entry entry -> add(entry.map(), fields);
      case Node.Each each -> add(each.array(), fields);
      case Node.Call call -> call.arguments().forEach(argument -> add(argument, fields));
      case Node.Truth truth -> add(truth.value(), fields);
      case Node.Not not -> add(not.term(), fields);
      case Node.Logic logic -> logic.terms().forEach(term -> add(term, fields));
      case Node.Comparison comparison -> add(comparison.left(), fields);
      case Node.Membership membership -> add(membership.left(), fields);
      case Node.InList list -> add(list.left(), fields);
      case Node.Constant _, Literal _ -> { }
    }
  }

  private Fields() {}
}
