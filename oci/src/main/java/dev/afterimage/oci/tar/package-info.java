// SPDX-License-Identifier: Apache-2.0
/** Tar streams: bytes enter; entries with names, attributes and contents as bytes leave. */
@NullMarked
package dev.afterimage.oci.tar;

import org.jspecify.annotations.NullMarked;
