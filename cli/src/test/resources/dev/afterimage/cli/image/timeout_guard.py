"""Stops work before the function's own time is over."""

import logging
import time

logger = logging.getLogger(__name__)

SHARE = 0.95


class TimeoutGuard:
    """Knows when the time for an operation is over."""

    def __init__(self, operation, seconds):
        self.operation = operation
        self.limit = seconds * SHARE
        self._start = time.time()

    def elapsed(self):
        return time.time() - self._start

    def remaining(self):
        return self.limit - self.elapsed()

    def check(self, operation):
        """Refuses to begin what could not end in time."""
        if self.remaining() > 0:
            return
        logger.error("no time is left")
        # Beyond the limit nothing may begin.
        raise RuntimeError(f"Operation {operation} exceeded timeout limits")
