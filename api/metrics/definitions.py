"""The metrics that processes count.

Every label has few values, all known beforehand: no caller, person, photo, number or file. Every
metric has a label: without one its value would exist before the folder that processes share.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram

from precheck.suite.shares import P_ACCEPT_BOUNDS

COUNTED = CollectorRegistry()
"""The metrics of this process alone."""

STAGE_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
REQUEST_BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)
"""Upper bounds of buckets, in seconds."""

PHOTOS = Counter(
    "precheck_photos_total",
    "Photos with a verdict. source: check, submission, batch; reason: the first one, or none.",
    ("source", "verdict", "reason", "type"),
    registry=COUNTED,
)
STAGES = Histogram(
    "precheck_stage_seconds",
    "Time of each stage of a check, as in took_ms; stage total: the whole check.",
    ("source", "stage"),
    buckets=STAGE_BOUNDS,
    registry=COUNTED,
)
NUMBERS = Counter(
    "precheck_numbers_total",
    "Numbers by state: read, doubtful, unread.",
    ("kind", "state"),
    registry=COUNTED,
)
P_ACCEPT = Histogram(
    "precheck_p_accept",
    "Distribution of p_accept.",
    ("type",),
    buckets=P_ACCEPT_BOUNDS,
    registry=COUNTED,
)
REFUSALS = Counter(
    "precheck_refusals_total",
    "Requests answered with an error (source http) and photos of batches without a verdict.",
    ("source", "code"),
    registry=COUNTED,
)
REJECTS = Counter(
    "precheck_capacity_rejects_total",
    "Calls rejected because all places are taken: checks, pictures, uploads, database, threads.",
    ("place",),
    registry=COUNTED,
)
REQUESTS = Histogram(
    "precheck_request_seconds",
    "Time of requests from the head to the answer, by endpoint and status.",
    ("endpoint", "status"),
    buckets=REQUEST_BOUNDS,
    registry=COUNTED,
)
REPLY_FAILURES = Counter(
    "precheck_reply_failures_total",
    "Replies in chats that the channel refused or reported as failed. outcome: again or template, "
    "sent once more; failed, given up.",
    ("code", "outcome"),
    registry=COUNTED,
)
WORKER_DEATHS = Counter(
    "precheck_worker_deaths_total",
    "Processes that died at work: batch.",
    ("kind",),
    registry=COUNTED,
)
