package dev.fivetwenty.recorder;

import java.util.ArrayList;
import java.util.List;

/// The names under which things are counted: listeners, routes, origins.
///
/// A name keeps its [Label] for the life of the process, over every reload, so that counters never
/// go back; what is no longer configured keeps its last value. Each kind has a limit, beyond which
/// names share the label `other`: metrics have as many series as an operator wrote names, and
/// no more. Safe for all threads; asked when a configuration is loaded, never for an exchange.
public final class Labels {

  /// The most listeners, and the most routes and origins, that are counted apart.
  static final int LISTENERS = 64;
  static final int ROUTES = 1000;
  static final int ORIGINS = 1000;

  private static final String BEYOND = "other";

  /// Stands for the route of requests that were refused before one was chosen.
  static final Label UNROUTED = new Label(0, "none");

  private final Kind listeners = new Kind(LISTENERS);
  private final Kind routes = new Kind(ROUTES);
  private final Kind origins = new Kind(ORIGINS);

  public Labels() {
    routes.labels.add(UNROUTED);
  }

  public Label listener(String name) {
    return listeners.label(name);
  }

  public Label route(String name) {
    return routes.label(name);
  }

  /// @param name the origin as configured, without user information; never an address it resolved to
  public Label origin(String name) {
    return origins.label(name);
  }

  public List<Label> listeners() {
    return listeners.all();
  }

  public List<Label> routes() {
    return routes.all();
  }

  public List<Label> origins() {
    return origins.all();
  }

  private static final class Kind {

    private final int limit;
    private final List<Label> labels = new ArrayList<>();

    Kind(int limit) {
      this.limit = limit;
    }

    synchronized Label label(String name) {
      for (Label label : labels) {
        if (label.name().equals(name)) return label;
      }
      if (labels.size() == limit) return labels.getLast();
      var added = new Label(labels.size(), labels.size() == limit - 1 ? BEYOND : name);
      labels.add(added);
      return added;
    }

    synchronized List<Label> all() {
      return List.copyOf(labels);
    }
  }
}
