// SPDX-License-Identifier: Apache-2.0
/**
 * Images by ECR's own calls: a repository and a digest enter; a manifest or the bytes of a blob
 * leave.
 */
@NullMarked
package dev.afterimage.aws.image;

import org.jspecify.annotations.NullMarked;
