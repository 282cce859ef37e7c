// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import java.util.Optional;

/**
 * One header block.
 *
 * @param name name with its ustar prefix
 * @param flag type flag, {@code '0'} for the NUL of old archives
 * @param link name of the link's target
 * @param size bytes stored after the header
 * @param device {@code major:minor}
 * @param base mode, owner and time as the block says
 */
record TarHeader(String name, char flag, String link, long size, String device, Attributes base) {

  static TarHeader parse(byte[] block) throws TarException {
    checkSum(block);
    boolean ustar = text(block, 257, 6).equals("ustar") && block[262] == 0;
    String name = text(block, 0, 100);
    String prefix = ustar ? text(block, 345, 155) : "";
    char flag = block[156] == 0 ? '0' : (char) (block[156] & 0xff);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        flag,
        text(block, 157, 100),
        TarNumber.parse(block, 124, 12),
        flag == '3' || flag == '4' ? device(block) : "",
        base(block));
  }

  private static Attributes base(byte[] block) throws TarException {
    return new Attributes(
        (int) TarNumber.parse(block, 100, 8),
        owner(TarNumber.parse(block, 108, 8)),
        owner(TarNumber.parse(block, 116, 8)),
        TarNumber.parse(block, 136, 12),
        0,
        Attributes.IMPLICIT_DIRECTORY.xattrs());
  }

  private static String device(byte[] block) throws TarException {
    return TarNumber.parse(block, 329, 8) + ":" + TarNumber.parse(block, 337, 8);
  }

  private static int owner(long id) throws TarException {
    if (id < -1 || id > 0xffff_ffffL) {
      throw new TarException("an owner's number is " + id + ", which no system has");
    }
    return (int) id;
  }

  /** The sum counts its own field as spaces; old programs summed signed bytes. */
  private static void checkSum(byte[] block) throws TarException {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < TarReader.BLOCK; i++) {
      byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long stated = TarNumber.parse(block, 148, 8);
    if (stated != unsigned && stated != signed) {
      throw new TarException(
          "a header does not match its checksum: this is no tar, or a broken one");
    }
  }

  private static String text(byte[] block, int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return RawText.of(block, offset, end - offset);
  }

  /** Returns what the entry makes; old archives mark directories by a slash at the end. */
  EntryType type(String fullName) {
    boolean old = flag == '0' && fullName.endsWith("/");
    return old || flag == 'D' ? EntryType.DIRECTORY : EntryType.of(flag);
  }

  TarEntry entry(PaxRecords pax, EntryType type, long realSize) throws TarException {
    String fullName = pax.get("GNU.sparse.name").or(() -> pax.get("path")).orElse(name);
    boolean linked = type == EntryType.SYMLINK || type == EntryType.HARDLINK;
    String target = linked ? pax.get("linkpath").orElse(link) : device;
    return new TarEntry(fullName, type, target, attributes(pax), realSize);
  }

  private Attributes attributes(PaxRecords pax) throws TarException {
    Optional<String> mtime = pax.get("mtime");
    PaxTime time =
        mtime.isPresent() ? PaxTime.parse(mtime.get()) : new PaxTime(base.mtimeSeconds(), 0);
    Optional<Long> uid = pax.number("uid");
    Optional<Long> gid = pax.number("gid");
    return new Attributes(
        base.mode(),
        uid.isPresent() ? owner(uid.get()) : base.uid(),
        gid.isPresent() ? owner(gid.get()) : base.gid(),
        time.seconds(),
        time.nanos(),
        pax.xattrs());
  }
}
