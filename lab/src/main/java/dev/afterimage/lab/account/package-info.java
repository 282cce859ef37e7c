/**
 * What belongs to the account as a whole: identity, quotas, roles, keys.
 *
 * <p>Changes enter as management calls; the answers of STS, Service Quotas, IAM and Health leave.
 */
@NullMarked
package dev.afterimage.lab.account;

import org.jspecify.annotations.NullMarked;
