/**
 * One simulated account with all its services: a site, a time and a seed enter.
 *
 * <p>Parts to build on leave, and the account as it is seen from outside.
 */
@NullMarked
package dev.afterimage.lab.world;

import org.jspecify.annotations.NullMarked;
