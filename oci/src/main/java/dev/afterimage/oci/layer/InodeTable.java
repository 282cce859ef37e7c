// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.tar.Attributes;
import dev.afterimage.oci.tar.EntryType;
import dev.afterimage.oci.tar.TarEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The inodes of a layer, column by column: a layer may hold a million. */
final class InodeTable {
  static final int HASH_BYTES = 32;
  static final int NO_TEXT = -1;

  final IntColumn typeAndMode;
  final IntColumn uid;
  final IntColumn gid;
  final LongColumn seconds;
  final IntColumn nanos;
  final LongColumn size;
  final ByteColumn hashes;
  final ByteColumn targets;
  final IntColumn targetEnd;
  final IntColumn xattrs;

  /** Which entry of the tar stream holds the content, counted from 0. */
  final IntColumn ordinal;

  /** Where the text store holds the content, or {@link #NO_TEXT}. */
  final IntColumn text;

  /** The different sets of extended attributes; few inodes have any. */
  final List<SortedMap<String, String>> xattrSets = new ArrayList<>();

  private final Map<SortedMap<String, String>, Integer> xattrIds = new HashMap<>();

  InodeTable() {
    this(ColumnSource.empty());
  }

  /** Takes the columns in their order. */
  InodeTable(ColumnSource source) {
    typeAndMode = source.ints();
    uid = source.ints();
    gid = source.ints();
    seconds = source.longs();
    nanos = source.ints();
    size = source.longs();
    hashes = source.bytes();
    targets = source.bytes();
    targetEnd = source.ints();
    xattrs = source.ints();
    ordinal = source.ints();
    text = source.ints();
  }

  int count() {
    return typeAndMode.size();
  }

  /** Adds what an entry makes; the columns of its content are added by {@link Content}. */
  int add(TarEntry entry) {
    Attributes attributes = entry.attributes();
    uid.add(attributes.uid());
    gid.add(attributes.gid());
    seconds.add(attributes.mtimeSeconds());
    nanos.add(attributes.mtimeNanos());
    size.add(entry.size());
    targetEnd.add(targets.add(entry.link()));
    xattrs.add(xattrId(attributes.xattrs()));
    return typeAndMode.add(entry.type().flag() << 16 | attributes.mode());
  }

  private int xattrId(SortedMap<String, String> set) {
    return xattrIds.computeIfAbsent(
        set,
        s -> {
          xattrSets.add(s);
          return xattrSets.size() - 1;
        });
  }

  EntryType type(int inode) {
    return EntryType.of((char) (typeAndMode.get(inode) >>> 16));
  }

  String target(int inode) {
    return targets.text(inode == 0 ? 0 : targetEnd.get(inode - 1), targetEnd.get(inode));
  }

  Inode get(int inode) {
    EntryType type = type(inode);
    Attributes attributes =
        new Attributes(
            typeAndMode.get(inode) & 0xffff,
            uid.get(inode),
            gid.get(inode),
            seconds.get(inode),
            nanos.get(inode),
            xattrSets.get(xattrs.get(inode)));
    String content = type == EntryType.FILE ? hash(inode) : "";
    return new Inode(type, attributes, size.get(inode), content, target(inode));
  }

  String hash(int inode) {
    int from = inode * HASH_BYTES;
    return HexFormat.of().formatHex(hashes.array(), from, from + HASH_BYTES);
  }

  /** Whether all but the time is the same. */
  boolean isSame(int inode, InodeTable other, int otherInode) {
    return typeAndMode.get(inode) == other.typeAndMode.get(otherInode)
        && uid.get(inode) == other.uid.get(otherInode)
        && gid.get(inode) == other.gid.get(otherInode)
        && size.get(inode) == other.size.get(otherInode)
        && hashes.equalRanges(inode * HASH_BYTES, other.hashes, otherInode * HASH_BYTES, HASH_BYTES)
        && xattrSets
            .get(xattrs.get(inode))
            .equals(other.xattrSets.get(other.xattrs.get(otherInode)))
        && target(inode).equals(other.target(otherInode));
  }

  boolean isSameTime(int inode, InodeTable other, int otherInode) {
    return seconds.get(inode) == other.seconds.get(otherInode)
        && nanos.get(inode) == other.nanos.get(otherInode);
  }

  void trim() {
    List.of(typeAndMode, uid, gid, nanos, targetEnd, xattrs, ordinal, text)
        .forEach(IntColumn::trim);
    seconds.trim();
    size.trim();
    hashes.trim();
    targets.trim();
  }
}
