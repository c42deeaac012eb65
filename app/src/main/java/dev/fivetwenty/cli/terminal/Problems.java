package dev.fivetwenty.cli.terminal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be used, in a few words.
public final class Problems {

  public static String text(Exception problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      case FileAlreadyExistsException _ -> "there is a file of that name";
      case Exception other when other.getMessage() == null -> other.getClass().getSimpleName();
      default -> problem.getMessage();
    };
  }

  private Problems() {}
}
