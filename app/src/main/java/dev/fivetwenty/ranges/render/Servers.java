package dev.fivetwenty.ranges.render;

/// Web servers and what stands beside them.
final class Servers {

  static String nginxAllow(Wanted wanted) {
    return Wanted.lines(wanted.all(), "allow ", ";") + "deny all;\n";
  }

  static String nginxRealip(Wanted wanted) {
    String field = wanted.visitorField();
    // In a list the last entry that is no edge is the visitor; a single value needs no search.
    String search = field.equals("X-Forwarded-For") ? "real_ip_recursive on;\n" : "";
    return Wanted.lines(wanted.all(), "set_real_ip_from ", ";")
        + "real_ip_header " + field + ";\n" + search;
  }

  static String apacheRequire(Wanted wanted) {
    return "<RequireAny>\n" + Wanted.lines(wanted.all(), "  Require ip ", "") + "</RequireAny>\n";
  }

  static String apacheRemoteip(Wanted wanted) {
    return "RemoteIPHeader " + wanted.visitorField() + "\n"
        + Wanted.lines(wanted.all(), "RemoteIPTrustedProxy ", "");
  }

  static String haproxy(Wanted wanted) {
    return Wanted.rows(wanted.all(), 4, " ", "acl from_edge src ").replace(" \n", "\n")
        + "\nhttp-request deny unless from_edge\n";
  }

  static String caddy(Wanted wanted) {
    return "servers {\n\ttrusted_proxies static "
        + Wanted.rows(wanted.all(), 4, " ", "\t\t").strip().replace("\n", " \\\n")
        + "\n\tclient_ip_headers " + wanted.visitorField() + "\n}\n";
  }

  static String fail2ban(Wanted wanted) {
    return "[DEFAULT]\nignoreip = 127.0.0.1/8 ::1\n"
        + Wanted.rows(wanted.all(), 4, " ", "           ") + "\n";
  }

  private Servers() {}
}
