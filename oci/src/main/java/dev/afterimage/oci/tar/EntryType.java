// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

/** What kind of thing a tar entry makes. */
public enum EntryType {
  FILE('0', "file"),
  DIRECTORY('5', "directory"),
  SYMLINK('2', "symlink"),
  HARDLINK('1', "hard link"),
  CHARACTER_DEVICE('3', "character device"),
  BLOCK_DEVICE('4', "block device"),
  FIFO('6', "fifo");

  private final char flag;
  private final String label;

  EntryType(char flag, String label) {
    this.flag = flag;
    this.label = label;
  }

  /** Returns the type with a flag; anything unknown is read as a file, as POSIX asks. */
  public static EntryType of(char flag) {
    return switch (flag) {
      case '1' -> HARDLINK;
      case '2' -> SYMLINK;
      case '3' -> CHARACTER_DEVICE;
      case '4' -> BLOCK_DEVICE;
      case '5' -> DIRECTORY;
      case '6' -> FIFO;
      default -> FILE;
    };
  }

  /** Returns the type flag of tar headers. */
  public char flag() {
    return flag;
  }

  /** Returns the word for it in a report. */
  public String label() {
    return label;
  }
}
