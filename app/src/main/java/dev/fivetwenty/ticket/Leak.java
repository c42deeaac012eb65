package dev.fivetwenty.ticket;

/// Something in a file that could be secret. The value itself is not repeated.
///
/// @param file  its name in the folder
/// @param place a line, or a place in a HAR
/// @param what  why it was taken for a secret
public record Leak(String file, String place, String what) {

  @Override
  public String toString() {
    return file + ", " + place + ": " + what;
  }
}
