// SPDX-License-Identifier: Apache-2.0
/** Images for tests: layers, manifests and servers made in memory; their bytes leave. */
@NullMarked
package dev.afterimage.oci.testing;

import org.jspecify.annotations.NullMarked;
