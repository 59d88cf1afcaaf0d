"""Camera links: the address of a page by which a citizen takes the photo of one paper."""

from sqlalchemy import Column, Double, ForeignKey, Index, String, Table

from api.store.tables.columns import CODE_TYPE, ID_TYPE, MAC_TYPE, METADATA

CAPTURE_LINKS = Table(
    "capture_links",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column(
        "submission_id", ID_TYPE, ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False
    ),
    Column("slot", String(32), nullable=False),
    Column("token_mac", MAC_TYPE, nullable=False, unique=True),  # the token itself is not kept
    Column("made_by", CODE_TYPE, nullable=False),  # caller | chat | desk
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("opened_at", Double),  # the page asked for the camera, or for a file
    Column("used_at", Double),  # its photo was filed: it takes no more
    Column("filled_at", Double),  # the slot got its paper, by this link or otherwise
    Index(None, "submission_id"),
    Index(None, "created_at"),
)
