// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One header of an rpm database: an index of tags over a store of values, big endian. */
final class RpmHeader {
  private static final int NAME = 1000;
  private static final int VERSION = 1001;
  private static final int RELEASE = 1002;
  private static final int EPOCH = 1003;
  private static final int DIRECTORY_INDEXES = 1116;
  private static final int BASE_NAMES = 1117;
  private static final int DIRECTORY_NAMES = 1118;
  private static final int MOST_TAGS = 65_536;

  private final ByteBuffer store;
  private final Map<Integer, Tag> tags = new HashMap<>();

  private record Tag(int offset, int count) {}

  RpmHeader(byte[] blob) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(blob);
    if (blob.length < 8) {
      throw new IOException("a header of the rpm database is too short");
    }
    int count = buffer.getInt();
    int size = buffer.getInt();
    if (count < 0 || count > MOST_TAGS || size < 0 || 8 + 16L * count + size > blob.length) {
      throw new IOException("a header of the rpm database is damaged");
    }
    for (int i = 0; i < count; i++) {
      int tag = buffer.getInt();
      buffer.getInt();
      tags.putIfAbsent(tag, new Tag(buffer.getInt(), buffer.getInt()));
    }
    store = buffer.slice();
  }

  InstalledPackage installed() throws IOException {
    String epoch = tags.containsKey(EPOCH) ? ints(EPOCH).get(0) + ":" : "";
    String version = epoch + text(VERSION) + "-" + text(RELEASE);
    return new InstalledPackage(Ecosystem.RPM, text(NAME), version, "/");
  }

  /** Returns the paths of the package's files. */
  List<String> files() throws IOException {
    List<String> names = texts(BASE_NAMES);
    List<String> folders = texts(DIRECTORY_NAMES);
    List<Integer> indexes = ints(DIRECTORY_INDEXES);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), indexes.size()); i++) {
      int folder = indexes.get(i);
      if (folder >= 0 && folder < folders.size()) {
        files.add(folders.get(folder) + names.get(i));
      }
    }
    return files;
  }

  private String text(int tag) throws IOException {
    List<String> texts = texts(tag);
    return texts.isEmpty() ? "" : texts.get(0);
  }

  private List<String> texts(int tag) throws IOException {
    Tag found = tags.get(tag);
    List<String> texts = new ArrayList<>();
    if (found == null) {
      return texts;
    }
    int at = found.offset();
    for (int i = 0; i < found.count(); i++) {
      int end = at;
      while (inStore(end) && store.get(end) != 0) {
        end++;
      }
      byte[] bytes = new byte[end - at];
      store.get(at, bytes);
      texts.add(new String(bytes, StandardCharsets.UTF_8));
      at = end + 1;
    }
    return texts;
  }

  private List<Integer> ints(int tag) throws IOException {
    Tag found = tags.get(tag);
    List<Integer> ints = new ArrayList<>();
    for (int i = 0; found != null && i < found.count(); i++) {
      int at = found.offset() + Integer.BYTES * i;
      if (inStore(at) && inStore(at + Integer.BYTES - 1)) {
        ints.add(store.getInt(at));
      }
    }
    return ints;
  }

  private boolean inStore(int at) throws IOException {
    if (at < 0 || at >= store.limit()) {
      throw new IOException("a header of the rpm database leads beyond its end");
    }
    return true;
  }
}
