// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.tar.EntryType;
import dev.afterimage.oci.tar.TarEntry;
import dev.afterimage.oci.tar.TarReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The members of a tar file, read in place. */
final class TarFolder implements LayoutFetcher.Files {
  private static final int MOST_MEMBERS = 100_000;
  private static final int MOST_LINKS = 16;

  private final FileChannel channel;
  private final Map<String, Member> members = new HashMap<>();

  /** Where a member's content stands, or what member it is a link to. */
  private record Member(long offset, long size, Optional<String> link) {}

  private TarFolder(FileChannel channel) {
    this.channel = channel;
  }

  static TarFolder read(FileChannel channel) throws IOException {
    TarFolder folder = new TarFolder(channel);
    Counting counting = new Counting(new ChannelStream(channel, 0, channel.size()));
    TarReader reader = new TarReader(counting);
    Optional<TarEntry> next = reader.next();
    while (next.isPresent()) {
      if (folder.members.size() > MOST_MEMBERS) {
        throw new ImageException("the archive has more than " + MOST_MEMBERS + " members");
      }
      folder.add(next.get(), counting.count);
      next = reader.next();
    }
    return folder;
  }

  private void add(TarEntry entry, long offset) {
    String path = normalised("", entry.name());
    boolean symlink = entry.type() == EntryType.SYMLINK;
    if (entry.type() == EntryType.FILE) {
      members.put(path, new Member(offset, entry.size(), Optional.empty()));
    } else if (symlink || entry.type() == EntryType.HARDLINK) {
      int slash = path.lastIndexOf('/');
      String base = symlink && slash > 0 ? path.substring(0, slash) : "";
      members.put(path, new Member(0, 0, Optional.of(normalised(base, entry.link()))));
    }
  }

  /** Names stay within the archive: {@code ..} ends at its root. */
  static String normalised(String base, String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : (base + "/" + path).split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return String.join("/", names);
  }

  @Override
  public Optional<InputStream> open(String path, long offset) {
    return member(path)
        .map(
            member -> {
              long skipped = Math.min(offset, member.size());
              return new ChannelStream(channel, member.offset() + skipped, member.size() - skipped);
            });
  }

  boolean has(String path) {
    return member(path).isPresent();
  }

  private Optional<Member> member(String path) {
    Optional<Member> member = Optional.ofNullable(members.get(normalised("", path)));
    for (int i = 0; i < MOST_LINKS && member.flatMap(Member::link).isPresent(); i++) {
      member = member.flatMap(Member::link).map(members::get);
    }
    return member.filter(m -> m.link().isEmpty());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Counts what was read, which tells where a content begins. */
  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = in.skip(bytes);
      count += skipped;
      return skipped;
    }
  }
}
