package dev.fivetwenty.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.recorder.Watch;
import dev.fivetwenty.recorder.Watches;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// `/-/watches`: lists what is watched, sets a watch, ends one. Parameters come in the query; answers
/// are JSON.
final class WatchResource {

  static final String METHODS = "GET, HEAD, POST, DELETE";

  private static final String JSON = "application/json";
  private static final List<String> KNOWN = List.of("path", "client", "ray", "share", "minutes");
  private static final int USUAL_MINUTES = 10;
  private static final int MOST_PATH = 512;

  /// What is wrong with a request, for whoever made it.
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String what) {
      super(what, null, false, false);
    }
  }

  /// @param watches empty where nothing is recorded
  static Answer answer(AdminRequest request, Optional<Watches> watches) {
    if (watches.isEmpty()) return Answer.text(409, "the recorder is off: recorder.enabled is false\n");
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    // As for a reload: a page of somebody else may not act.
    if (!reads && !request.origin().isEmpty()) return Answer.text(403, "not from a web page\n");
    try {
      Map<String, String> parameters = parameters(request.query());
      return switch (request.method()) {
        case "POST" -> add(parameters, watches.get());
        case "DELETE" -> remove(parameters, watches.get());
        default -> json(Map.of("watches", watches.get().all().stream().map(WatchResource::shape).toList()));
      };
    } catch (Wrong wrong) {
      return Answer.text(400, wrong.getMessage() + "\n");
    }
  }

  /// Returns the parameters of a query, by name.
  static Map<String, String> parameters(String query) throws Wrong {
    var parameters = new LinkedHashMap<String, String>();
    for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      try {
        parameters.put(name, equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), UTF_8));
      } catch (IllegalArgumentException e) {
        throw new Wrong(name + " is not percent-encoded as it should be");
      }
    }
    return parameters;
  }

  private static Answer add(Map<String, String> wish, Watches watches) throws Wrong {
    for (String name : wish.keySet()) {
      if (!KNOWN.contains(name)) throw new Wrong("there is no " + name + "; there are " + String.join(", ", KNOWN));
    }
    var watch =
        new Watch(0, path(wish), client(wish), ray(wish), share(wish), Instant.EPOCH);
    Optional<Watch> added = watches.add(watch, lasting(wish));
    return added.isPresent()
        ? json(shape(added.get()))
        : Answer.text(409, "there are " + Watches.MOST + " watches, as many as there may be: remove one\n");
  }

  private static String path(Map<String, String> wish) throws Wrong {
    String path = wish.getOrDefault("path", "");
    if (!path.isEmpty() && !path.startsWith("/")) throw new Wrong("a path starts with /: " + path);
    if (path.length() > MOST_PATH) throw new Wrong("a path has at most " + MOST_PATH + " characters");
    return path;
  }

  private static String client(Map<String, String> wish) throws Wrong {
    String client = wish.getOrDefault("client", "");
    try {
      return client.isEmpty() ? "" : InetAddress.ofLiteral(client).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new Wrong("client is an IP address, not " + client);
    }
  }

  private static String ray(Map<String, String> wish) throws Wrong {
    String ray = wish.getOrDefault("ray", "");
    if (!ray.matches("[0-9A-Za-z-]{0,64}")) throw new Wrong("a Ray ID has letters, digits and a dash: " + ray);
    return ray;
  }

  private static double share(Map<String, String> wish) throws Wrong {
    try {
      double share = Double.parseDouble(wish.getOrDefault("share", "1"));
      if (share > 0 && share <= 1) return share;
    } catch (NumberFormatException e) {
      throw new Wrong("share is a number above 0, up to 1: " + wish.get("share"));
    }
    throw new Wrong("share is above 0, up to 1: " + wish.get("share"));
  }

  private static Duration lasting(Map<String, String> wish) throws Wrong {
    long most = Watches.LONGEST.toMinutes();
    long minutes = number("minutes", wish.getOrDefault("minutes", "" + USUAL_MINUTES));
    if (minutes < 1 || minutes > most) throw new Wrong("minutes are from 1 to " + most + ": " + minutes);
    return Duration.ofMinutes(minutes);
  }

  private static int number(String name, String text) throws Wrong {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Wrong(name + " is a number, not " + text);
    }
  }

  private static Answer remove(Map<String, String> parameters, Watches watches) throws Wrong {
    int id = number("id", parameters.getOrDefault("id", ""));
    return watches.remove(id)
        ? json(Map.of("removed", id))
        : Answer.text(404, "there is no watch " + id + ", or it has ended\n");
  }

  private static Map<String, Object> shape(Watch watch) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", watch.id());
    shape.put("path", watch.path());
    shape.put("client", watch.client());
    shape.put("ray", watch.ray());
    shape.put("share", watch.share());
    shape.put("until", watch.until().toString());
    return shape;
  }

  static Answer json(Object value) {
    return Answer.of(JSON, (JsonMapper.shared().writeValueAsString(value) + "\n").getBytes(UTF_8));
  }

  private WatchResource() {}
}
