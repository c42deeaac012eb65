package dev.fivetwenty.ticket;

import java.util.List;

/// What a ticket says, in a form that Markdown and HTML are made of.
///
/// Text in it is plain but for code spans in backticks, see [Span]: whatever a peer or a user had a
/// hand in goes into one, so that it cannot become markup in either form.
///
/// @param lead the first thing to know, one or two sentences
public record Page(String title, String lead, List<Section> sections) {

  public Page {
    sections = List.copyOf(sections);
  }

  /// A heading and what stands under it.
  public record Section(String heading, List<Part> parts) {

    public Section {
      parts = List.copyOf(parts);
    }

    public Section(String heading, Part... parts) {
      this(heading, List.of(parts));
    }
  }

  /// A part of a section.
  public sealed interface Part {}

  /// A paragraph.
  public record Text(String text) implements Part {}

  /// Names and what is known under each.
  public record Facts(List<Fact> facts) implements Part {}

  public record Fact(String name, String text) {}

  /// A list without an order.
  public record Items(List<String> items) implements Part {}

  /// What to do one after the other.
  public record Steps(List<Step> steps) implements Part {}

  /// @param command for a shell, as it is; empty where there is none
  /// @param result  what came of it when it was run; empty where it was not
  public record Step(String text, String command, String result) {}

  /// Lines as they are.
  public record Code(String text) implements Part {}

  /// @param rows as many cells each as the head
  public record Table(List<String> head, List<List<String>> rows) implements Part {}
}
