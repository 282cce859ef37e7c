/**
 * ECR: images with real bytes enter by push, and leave by lifecycle rules.
 *
 * <p>Digests, tags and layers leave as the service answers them.
 */
@NullMarked
package dev.afterimage.lab.registry;

import org.jspecify.annotations.NullMarked;
