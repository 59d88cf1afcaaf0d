"""Every table, registered in one metadata object."""

from api.store.tables.announced import ANNOUNCED
from api.store.tables.api_keys import API_KEYS
from api.store.tables.batches import BATCHES, FILES, PHOTOS
from api.store.tables.calibrations import CALIBRATIONS
from api.store.tables.capture import CAPTURE_LINKS
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.checks import CHECKS
from api.store.tables.columns import META
from api.store.tables.figures import DRIFT_DAYS, FIGURE_DAYS
from api.store.tables.names import NAME_BLOCKS
from api.store.tables.office_suite import SUITE_PHOTOS
from api.store.tables.officers import ACCOUNTS, DECISIONS, LESSONS, POSTS, SIGN_INS, TRAIL
from api.store.tables.submissions import SUBMISSIONS
from api.store.tables.threads import THREAD_MESSAGES, THREADS

TABLES = (
    *(META, BATCHES, FILES, PHOTOS, ANNOUNCED, SUBMISSIONS, CHECKS, FIGURE_DAYS, DRIFT_DAYS),
    NAME_BLOCKS,
    *(DECISIONS, LESSONS, SUITE_PHOTOS, CALIBRATIONS, TRAIL, POSTS, ACCOUNTS, SIGN_INS, API_KEYS),
    *(CONVERSATIONS, CHANNEL_MESSAGES, CHANNEL_REPLIES),
    *(THREADS, THREAD_MESSAGES),
    CAPTURE_LINKS,
)
ALL_TABLES = META.metadata
