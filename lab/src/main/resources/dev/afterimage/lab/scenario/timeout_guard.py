"""Stops an operation before Lambda would cut it off."""
import logging
import os
import time

log = logging.getLogger(__name__)

STARTED_AT = time.time()
SHARE = 0.95


def limit():
    return SHARE * float(os.environ.get("FUNCTION_TIMEOUT", "900"))


def check(operation):
    gone = time.time() - STARTED_AT
    log.info("guard clock=%s cap=%ss gone=%.1fs left=%.1fs", STARTED_AT, limit(), gone, limit() - gone)
    if gone > limit():
        raise RuntimeError(f"Operation {operation} exceeded timeout limits")
