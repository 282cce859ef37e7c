// SPDX-License-Identifier: Apache-2.0
/**
 * The OCI distribution protocol: a reference enters; manifests and blobs of one repository leave.
 */
@NullMarked
package dev.afterimage.oci.registry;

import org.jspecify.annotations.NullMarked;
