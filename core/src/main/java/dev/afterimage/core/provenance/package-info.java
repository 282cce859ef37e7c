// SPDX-License-Identifier: Apache-2.0
/**
 * Provenance: function configurations, CloudTrail events, image descriptions and sandboxes enter;
 * the image and the configuration in force per function and run leave, each with its grade.
 */
@NullMarked
package dev.afterimage.core.provenance;

import org.jspecify.annotations.NullMarked;
