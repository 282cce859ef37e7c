"""Polls one batch of embeddings."""

import json
import logging
import os

import boto3

from timeout_guard import TimeoutGuard

logger = logging.getLogger()
logger.setLevel(logging.INFO)

s3 = boto3.client("s3")
guard = TimeoutGuard("line_polling_handler", 900)


class BatchNotReady(Exception):
    """The batch is still being written."""


def status(batch):
    key = f"batches/{batch}/status.json"
    answer = s3.get_object(Bucket=os.environ["BUCKET"], Key=key)
    return json.load(answer["Body"])


def embeddings(batch):
    key = f"batches/{batch}/embeddings.json"
    answer = s3.get_object(Bucket=os.environ["BUCKET"], Key=key)
    return json.load(answer["Body"])





def count(batch):
    return len(embeddings(batch))


def lambda_handler(event, context):
    batch = event["batch_id"]
    logger.info("polling batch %s", batch)
    guard.check("line_polling_handler")
    if status(batch)["state"] != "completed":
        raise BatchNotReady(f"batch {batch} is still being written")
    return {"batch_id": batch, "embeddings": count(batch)}
