/**
 * The Amazon States Language, as far as it is about data: definitions and inputs enter.
 *
 * <p>Values leave, and failures with Step Functions' own sentences. Nothing here knows of time.
 */
@NullMarked
package dev.afterimage.lab.asl;

import org.jspecify.annotations.NullMarked;
