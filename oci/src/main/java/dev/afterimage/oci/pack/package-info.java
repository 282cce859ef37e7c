// SPDX-License-Identifier: Apache-2.0
/** Installed packages: package databases and metadata files enter; names and versions leave. */
@NullMarked
package dev.afterimage.oci.pack;

import org.jspecify.annotations.NullMarked;
