/**
 * What functions depend on: requests from their processes enter.
 *
 * <p>Replies leave, as the network and the service let them be.
 */
@NullMarked
package dev.afterimage.lab.outside;

import org.jspecify.annotations.NullMarked;
