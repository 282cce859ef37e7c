// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The objects in S3 that distributed Maps read from and write to. */
public final class ObjectStore {
  private final TreeMap<String, String> contents = new TreeMap<>();
  private final Set<String> unreadable = new TreeSet<>();
  private final Set<String> unwritable = new TreeSet<>();

  /** No objects yet. */
  public ObjectStore() {}

  /** Puts an object. */
  public void put(String bucket, String key, String content) {
    contents.put(bucket + "/" + key, content);
  }

  /** Deletes an object. */
  public void delete(String bucket, String key) {
    contents.remove(bucket + "/" + key);
  }

  /** Takes from executions the permission to read from a bucket. */
  public void denyReading(String bucket) {
    unreadable.add(bucket);
  }

  /** Takes from executions the permission to write into a bucket. */
  public void denyWriting(String bucket) {
    unwritable.add(bucket);
  }

  boolean isReadable(String bucket) {
    return !unreadable.contains(bucket);
  }

  boolean isWritable(String bucket) {
    return !unwritable.contains(bucket);
  }

  Optional<String> get(String bucket, String key) {
    return Optional.ofNullable(contents.get(bucket + "/" + key));
  }
}
