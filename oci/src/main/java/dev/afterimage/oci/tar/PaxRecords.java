// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of PAX extended headers, read as bytes: values such as {@code security.capability}
 * are no text.
 */
final class PaxRecords {
  private static final String XATTR = "SCHILY.xattr.";
  private static final String XATTR_BASE64 = "LIBARCHIVE.xattr.";
  private static final int MOST_RECORDS = 100_000;

  /** Each entry is read together with all of them. */
  private static final int MOST_GLOBAL_RECORDS = 100;

  private final Map<String, String> values = new LinkedHashMap<>();

  /** The offsets and lengths of sparse format 0.0, whose records repeat. */
  private final List<String> sparsePairs = new ArrayList<>();

  /** Returns the records of a global header with those of an entry on top. */
  PaxRecords over(PaxRecords entry) {
    if (isEmpty() && entry.isEmpty()) {
      return entry;
    }
    PaxRecords merged = new PaxRecords();
    merged.values.putAll(values);
    entry.values.forEach(merged::put);
    merged.sparsePairs.addAll(entry.sparsePairs);
    return merged;
  }

  private boolean isEmpty() {
    return values.isEmpty() && sparsePairs.isEmpty();
  }

  void addAll(byte[] bytes) throws TarException {
    int at = 0;
    int records = 0;
    while (at < bytes.length && bytes[at] != 0) {
      at = addOne(bytes, at);
      if (++records > MOST_RECORDS) {
        throw new TarException("a PAX header has more than " + MOST_RECORDS + " records");
      }
    }
  }

  void addAllGlobal(byte[] bytes) throws TarException {
    addAll(bytes);
    if (values.size() > MOST_GLOBAL_RECORDS || sparsePairs.size() > MOST_GLOBAL_RECORDS) {
      throw new TarException(
          "the global PAX headers have more than " + MOST_GLOBAL_RECORDS + " records");
    }
  }

  private int addOne(byte[] bytes, int start) throws TarException {
    int at = start;
    long length = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && length <= bytes.length) {
      length = length * 10 + bytes[at++] - '0';
    }
    long end = start + length;
    if (at >= bytes.length || bytes[at] != ' ' || end > bytes.length || end <= at + 1L) {
      throw new TarException("a PAX header has a record whose length is wrong");
    }
    String record = RawText.of(bytes, at + 1, (int) end - at - 2);
    int equals = record.indexOf('=');
    if (bytes[(int) end - 1] != '\n' || equals < 1) {
      throw new TarException("a PAX header has a record that is no key=value line");
    }
    String key = record.substring(0, equals);
    String value = record.substring(equals + 1);
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      sparsePairs.add(value);
    } else {
      values.put(key, value);
    }
    return (int) end;
  }

  /** An empty value takes back what a global header said. */
  private void put(String key, String value) {
    if (value.isEmpty() && !key.startsWith(XATTR)) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  void set(String key, String value) {
    values.put(key, value);
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  Optional<Long> number(String key) throws TarException {
    String value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.matches("-?\\d{1,18}")) {
      throw new TarException("PAX record " + key + " is no whole number");
    }
    return Optional.of(Long.parseLong(value));
  }

  List<String> sparsePairs() {
    return sparsePairs;
  }

  SortedMap<String, String> xattrs() throws TarException {
    if (values.isEmpty()) {
      return Attributes.IMPLICIT_DIRECTORY.xattrs();
    }
    SortedMap<String, String> xattrs = new TreeMap<>();
    for (Map.Entry<String, String> record : values.entrySet()) {
      if (record.getKey().startsWith(XATTR)) {
        xattrs.put(record.getKey().substring(XATTR.length()), record.getValue());
      } else if (record.getKey().startsWith(XATTR_BASE64)) {
        String name = record.getKey().substring(XATTR_BASE64.length());
        xattrs.putIfAbsent(unescaped(name), decoded(record.getValue()));
      }
    }
    return xattrs;
  }

  private static String decoded(String base64) throws TarException {
    try {
      String padding = "=".repeat((4 - base64.length() % 4) % 4);
      byte[] bytes = Base64.getDecoder().decode(base64 + padding);
      return RawText.of(bytes, 0, bytes.length);
    } catch (IllegalArgumentException e) {
      throw new TarException("a LIBARCHIVE.xattr record is no base64");
    }
  }

  private static String unescaped(String name) {
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean escape = name.charAt(i) == '%' && i + 2 < name.length();
      if (escape && name.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
        raw.append((char) Integer.parseInt(name.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        raw.append(name.charAt(i));
      }
    }
    return raw.toString();
  }
}
