package dev.fivetwenty.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What stands in base64 in a document.
public final class Json64 {

  private static final Pattern ENCODED = Pattern.compile("[Bb]ase64\"\\s*:\\s*\"([A-Za-z0-9+/=]+)\"");

  public static String decoded(String json) {
    return ENCODED.matcher(json).results().map((MatchResult hit) -> hit.group(1))
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining("\n"));
  }

  private Json64() {}
}
