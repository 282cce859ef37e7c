"""Fetches the lines of one finished batch."""
import logging

import timeout_guard

log = logging.getLogger()
log.setLevel(logging.INFO)


def handler(event, context):
    log.info("asking for batch %s", event["batch_id"])
    status = batch_status(event["openai_batch_id"])
    timeout_guard.check("line_polling_handler")
    return poll_batch(event, status)
