package dev.fivetwenty.remedy;

/// How other tools call a cause, as Markdown; `–` where they have no word for it.
public record Translations(
    String rfc9209, String haproxy, String envoy, String nginxLog, String cloudflare) {}
