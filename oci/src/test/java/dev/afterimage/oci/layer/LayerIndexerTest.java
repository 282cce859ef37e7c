// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.testing.TestingPack;
import dev.afterimage.oci.testing.TestingTar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerIndexerTest {
  private static final byte[] PLAIN = plain();

  @TempDir private Path folder;

  private static byte[] plain() {
    byte[] content = new byte[250_000];
    new Random(1).nextBytes(content);
    return new TestingTar().file("a", content).file("etc/b", "text").build();
  }

  private static Layer layer(Digest diffId, byte[] packed) {
    return layer(diffId, Digest.of(packed), packed);
  }

  private static Layer layer(Digest diffId, Digest blob, byte[] packed) {
    return new Layer(
        0,
        diffId,
        Optional.of(Descriptor.of("", blob, packed.length)),
        () -> dripping(packed),
        Optional.empty(),
        Optional.empty());
  }

  /** Delivers like a slow network: a few bytes a read, and never says how many are there. */
  private static InputStream dripping(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int available() {
        return 0;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(length, 1000));
      }
    };
  }

  private static LayerIndex index(byte[] packed) throws IOException {
    return index(packed, Limits.DEFAULT, LayerStore.inMemory());
  }

  private static LayerIndex index(byte[] packed, Limits limits, LayerStore store)
      throws IOException {
    Layer layer = layer(Digest.of(PLAIN), packed);
    return new LayerIndexer(limits, store).index(List.of(layer)).values().iterator().next();
  }

  private static String content(LayerIndex index, String folder, String name) throws IOException {
    int node = index.find(index.find(0, folder), name);
    byte[] bytes = index.content(index.inode(node).orElseThrow()).orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void everyPacking_givesTheSameIndex() throws IOException {
    byte[] padded = Arrays.copyOf(TestingPack.gzip(PLAIN), TestingPack.gzip(PLAIN).length + 100);
    for (byte[] packed :
        List.of(
            PLAIN,
            TestingPack.gzip(PLAIN),
            padded,
            TestingPack.gzipMembers(PLAIN, 5000),
            TestingPack.zstd(PLAIN),
            TestingPack.zstdChunked(PLAIN, 20_000))) {
      LayerIndex index = index(packed);
      assertThat(index.bytes()).isEqualTo(PLAIN.length);
      assertThat(content(index, "etc", "b")).isEqualTo("text");
    }
  }

  private static byte[] zstd(int window) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(packed)) {
      zstd.setLong(24);
      zstd.write(PLAIN);
    }
    byte[] bytes = packed.toByteArray();
    assertThat(bytes[5]).as("the window that the frame states").isEqualTo((byte) ((24 - 10) << 3));
    bytes[5] = (byte) ((window - 10) << 3);
    return bytes;
  }

  @Test
  void zstd_ofALargeWindow_isRead() throws IOException {
    assertThat(content(index(zstd(26)), "etc", "b")).isEqualTo("text");
  }

  @Test
  void zstd_ofAWindowThatNoReaderHasToHave_isRefused() throws IOException {
    byte[] packed = zstd(28);
    assertThatThrownBy(() -> index(packed))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("window of zstd");
  }

  @Test
  void blob_thatIsNotItsDigest_isRefused() {
    Layer lying = layer(Digest.of(PLAIN), Digest.of(new byte[1]), TestingPack.gzip(PLAIN));
    assertThatThrownBy(() -> indexer(LayerStore.inMemory()).index(List.of(lying)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("not what its digest");
  }

  @Test
  void layer_thatIsNotItsDiffId_isRefused() {
    Layer lying = layer(Digest.of(new byte[1]), TestingPack.gzip(PLAIN));
    assertThatThrownBy(() -> indexer(LayerStore.inMemory()).index(List.of(lying)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("diffID");
  }

  @Test
  void bytesBehindTheTar_countForTheDiffId() {
    byte[] longer = Arrays.copyOf(PLAIN, PLAIN.length + 4096);
    longer[longer.length - 1] = 1;
    assertThatThrownBy(() -> index(TestingPack.gzip(longer))).hasMessageContaining("diffID");
  }

  @Test
  void gzip_cutOff_isRefused() {
    byte[] packed = TestingPack.gzip(PLAIN);
    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    assertThatThrownBy(() -> index(cut))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void zstd_cutOff_isRefused() {
    byte[] packed = TestingPack.zstd(PLAIN);
    assertThatThrownBy(() -> index(Arrays.copyOf(packed, packed.length / 2)))
        .isInstanceOf(ImageException.class);
  }

  @Test
  void garbage_behindGzip_isRefused() {
    byte[] packed = TestingPack.gzip(PLAIN);
    byte[] longer = Arrays.copyOf(packed, packed.length + 3);
    longer[packed.length] = 'x';
    assertThatThrownBy(() -> index(longer)).hasMessageContaining("no gzip");
  }

  @Test
  void xz_isRefusedByName() {
    byte[] packed = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0};
    assertThatThrownBy(() -> index(packed)).hasMessageContaining("xz");
  }

  @Test
  void limits_ofBytesAndEntries_areKept() {
    byte[] packed = TestingPack.gzip(PLAIN);
    assertThatThrownBy(() -> index(packed, new Limits(10_000, 200, 9, 9), LayerStore.inMemory()))
        .hasMessageContaining("more than 10000 bytes");
    assertThatThrownBy(() -> index(packed, new Limits(1 << 30, 200, 1, 9), LayerStore.inMemory()))
        .hasMessageContaining("more than 1 entries");
  }

  @Test
  void hole_thatIsLargerThanALayer_isRefused() {
    byte[] tar =
        new TestingTar()
            .pax("GNU.sparse.size", Long.toString(1L << 59))
            .pax("GNU.sparse.map", "0,0")
            .file("hole", "")
            .build();
    Layer layer = layer(Digest.of(tar), TestingPack.gzip(tar));
    assertThatThrownBy(() -> indexer(LayerStore.inMemory()).index(List.of(layer)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("times what it weighs");
  }

  @Test
  void hole_ofAnUsualSize_isRead() throws IOException {
    byte[] tar =
        new TestingTar()
            .pax("GNU.sparse.size", Long.toString(10 << 20))
            .pax("GNU.sparse.map", "0,0")
            .file("hole", "")
            .build();
    Layer layer = layer(Digest.of(tar), TestingPack.gzip(tar));
    assertThat(indexer(LayerStore.inMemory()).index(List.of(layer))).hasSize(1);
  }

  @Test
  void limit_ofDepth_isKept() {
    byte[] deep = new TestingTar().file("a/".repeat(300) + "f", "").build();
    Layer layer = layer(Digest.of(deep), TestingPack.gzip(deep));
    assertThatThrownBy(() -> indexer(LayerStore.inMemory()).index(List.of(layer)))
        .hasMessageContaining("nested more than");
  }

  private static LayerIndexer indexer(LayerStore store) {
    return new LayerIndexer(Limits.DEFAULT, store);
  }

  @Test
  void cachedLayer_isNotReadAgain() throws IOException {
    index(TestingPack.gzip(PLAIN), Limits.DEFAULT, LayerCache.open(folder, 1 << 30));
    AtomicInteger opened = new AtomicInteger();
    Layer again =
        new Layer(
            0,
            Digest.of(PLAIN),
            Optional.empty(),
            () -> {
              opened.incrementAndGet();
              return InputStream.nullInputStream();
            },
            Optional.empty(),
            Optional.empty());
    LayerIndex index =
        indexer(LayerCache.open(folder, 1 << 30)).index(List.of(again)).get(Digest.of(PLAIN));
    assertThat(opened).hasValue(0);
    assertThat(content(requireNonNull(index), "etc", "b")).isEqualTo("text");
  }

  @Test
  void cachedIndex_thatIsDamaged_isReadAnew() throws IOException {
    LayerCache cache = LayerCache.open(folder, 1 << 30);
    LayerIndex first = index(TestingPack.gzip(PLAIN), Limits.DEFAULT, cache);
    Path file = folder.resolve("sha256-" + Digest.of(PLAIN).hex() + ".index");
    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {3, 10, 60, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      Files.write(file, damaged);
      assertThat(cache.find(Digest.of(PLAIN))).isEmpty();
    }
    assertThat(index(TestingPack.gzip(PLAIN), Limits.DEFAULT, cache).contentId())
        .isEqualTo(first.contentId());
  }

  @Test
  void failedLayer_leavesNothingInTheCache() throws IOException {
    byte[] packed = TestingPack.gzip(PLAIN);
    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    assertThatThrownBy(() -> index(cut, Limits.DEFAULT, LayerCache.open(folder, 1 << 30)))
        .isInstanceOf(ImageException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void cache_dropsTheOldestBeyondItsBound() throws IOException {
    LayerCache cache = LayerCache.open(folder, 5000);
    for (int i = 0; i < 8; i++) {
      byte[] tar = new TestingTar().file("f" + i, "x").build();
      indexer(cache).index(List.of(layer(Digest.of(tar), TestingPack.gzip(tar))));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.mapToLong(f -> f.toFile().length()).sum()).isLessThanOrEqualTo(5000);
    }
    byte[] last = new TestingTar().file("f7", "x").build();
    assertThat(cache.find(Digest.of(last))).isPresent();
  }

  @Test
  void cache_thatOthersUseToo_keepsEveryLayer() throws Exception {
    ExecutorService others = Executors.newFixedThreadPool(4);
    try {
      List<Future<LayerIndex>> kept = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] tar = new TestingTar().file("f" + i, "x").build();
        LayerStore own = LayerCache.open(folder, 1 << 16);
        kept.add(others.submit(() -> index(tar, own)));
      }
      for (Future<LayerIndex> index : kept) {
        assertThat(index.get().count()).isEqualTo(2);
      }
    } finally {
      others.shutdownNow();
    }
  }

  private static LayerIndex index(byte[] tar, LayerStore store) throws IOException {
    Layer layer = layer(Digest.of(tar), tar);
    return requireNonNull(
        new LayerIndexer(Limits.DEFAULT, store).index(List.of(layer)).get(Digest.of(tar)));
  }

  @Test
  void contentId_isTheSameForOtherTimesOnly() throws IOException {
    assertThat(contentId(new TestingTar().time(5).file("a", "x")))
        .isEqualTo(contentId(new TestingTar().time(6).file("a", "x")))
        .isNotEqualTo(contentId(new TestingTar().mode(0600).file("a", "x")))
        .isNotEqualTo(contentId(new TestingTar().file("a", "y")));
  }

  private static Digest contentId(TestingTar tar) throws IOException {
    byte[] plain = tar.build();
    Layer layer = layer(Digest.of(plain), plain);
    return indexer(LayerStore.inMemory())
        .index(List.of(layer))
        .values()
        .iterator()
        .next()
        .contentId();
  }
}
