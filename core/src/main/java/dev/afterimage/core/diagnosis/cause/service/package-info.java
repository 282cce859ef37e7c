// SPDX-License-Identifier: Apache-2.0
/** Causes in which Lambda refused the call: a situation enters; claims about the refusal leave. */
@NullMarked
package dev.afterimage.core.diagnosis.cause.service;

import org.jspecify.annotations.NullMarked;
