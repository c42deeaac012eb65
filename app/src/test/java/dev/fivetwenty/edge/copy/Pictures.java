package dev.fivetwenty.edge.copy;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/// Pictures of pages, pixel by pixel.
final class Pictures {

  /// @param height of the part that is compared, from the top
  static boolean areSame(BufferedImage one, BufferedImage other, int height) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) return false;
    return Arrays.equals(pixels(one, height), pixels(other, height));
  }

  /// Tells pictures from each other.
  static int digest(BufferedImage picture) {
    return Arrays.hashCode(pixels(picture, picture.getHeight()));
  }

  private static int[] pixels(BufferedImage picture, int height) {
    return picture.getRGB(0, 0, picture.getWidth(), height, null, 0, picture.getWidth());
  }

  private Pictures() {}
}
