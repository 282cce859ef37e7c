// SPDX-License-Identifier: Apache-2.0
/**
 * The virtual network and the file systems on it: resources in EC2's and EFS's own shapes enter.
 *
 * <p>Whether a connection from a subnet gets through leaves, and the Describe answers.
 */
@NullMarked
package dev.afterimage.lab.network;

import org.jspecify.annotations.NullMarked;
