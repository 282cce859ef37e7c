// SPDX-License-Identifier: Apache-2.0
/** Measures ranking and ingest: generated rows and logs enter; times, memory and checks leave. */
@NullMarked
package dev.afterimage.fleet.bench;

import org.jspecify.annotations.NullMarked;
