/**
 * What can go wrong, one entry per cause of the catalogue: a stage on which a workflow waits
 * enters.
 *
 * <p>A changed world leaves, with a label of what was done to it. No log line is ever written here.
 */
@NullMarked
package dev.afterimage.lab.fault;

import org.jspecify.annotations.NullMarked;
