// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that makes redacted values comparable: equal values get equal codes under one key, and
 * without the key no code tells its value.
 */
public final class RedactionKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int FEWEST_BYTES = 16;
  private static final int CODE_DIGITS = 16;
  private static final int ID_DIGITS = 8;
  private static final Set<PosixFilePermission> OWN =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final SecretKeySpec key;
  private final String id;

  private RedactionKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.id = id(bytes);
  }

  /** Creates a key from its bytes. */
  public static RedactionKey of(byte[] bytes) {
    if (bytes.length < FEWEST_BYTES) {
      throw new IllegalArgumentException(
          "a redaction key has at least " + FEWEST_BYTES + " bytes, not " + bytes.length);
    }
    return new RedactionKey(bytes);
  }

  /**
   * Reads a key file that the user names.
   *
   * @throws IOException where it cannot be read or is too short to protect anything
   */
  public static RedactionKey read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < FEWEST_BYTES) {
      throw new IOException(
          file + " is no redaction key: it has fewer than " + FEWEST_BYTES + " bytes");
    }
    return new RedactionKey(bytes);
  }

  /**
   * Reads the user's own key, and creates it where there is none; only the user may read it.
   *
   * @param folder the user's folder for configuration, as {@code ~/.config}
   */
  public static RedactionKey ofUser(Path folder) throws IOException {
    Path own = folder.resolve("afterimage");
    Path file = own.resolve("redaction-key");
    if (!Files.exists(file)) {
      create(own, file);
    }
    if (isPosix(file) && !OWN.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(file + " can be read by others; chmod 600 it, or remove it");
    }
    return read(file);
  }

  private static void create(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    FileAttribute<?>[] own =
        isPosix(folder)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWN)}
            : new FileAttribute<?>[0];
    Path fresh = file.resolveSibling("redaction-key." + ProcessHandle.current().pid());
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, own);
    try {
      Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
      // A link and not a move: of two processes that start at once the first one's key stands.
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // The other process's key is as good.
      return;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  private static String id(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("afterimage redaction key id".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(bytes)).substring(0, ID_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns what tells this key from others without telling the key. */
  public String id() {
    return id;
  }

  /** Returns the code of a value. */
  String code(String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] code = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(code).substring(0, CODE_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
