/**
 * Cases: an account and the runs in question enter.
 *
 * <p>Folders of answers leave, in the shape that the AWS CLI prints, as a careful collector saves
 * them.
 */
@NullMarked
package dev.afterimage.lab.cases;

import org.jspecify.annotations.NullMarked;
