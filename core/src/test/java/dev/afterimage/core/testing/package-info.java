// SPDX-License-Identifier: Apache-2.0
/**
 * Cases for tests, written as the AWS CLI prints them: histories, logs, CloudTrail and manifests
 * enter as calls of fluent builders; files, evidence and runs leave.
 */
@NullMarked
package dev.afterimage.core.testing;

import org.jspecify.annotations.NullMarked;
