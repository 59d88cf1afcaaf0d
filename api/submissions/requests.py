"""The requests that begin a submission and add a photo to it."""

from typing import Annotated

from flask import Request
from pydantic import BaseModel, ConfigDict, Field

from api.http.inputs import BadOption, body_fields, validated
from api.http.options import ExpectedNumber, OwnId, TextOption
from api.http.pictures import no_image, picture_and_fields
from api.store.submissions import NewSubmission
from api.submissions.catalogue import KEY, Catalogue, Variant
from api.submissions.photos import SentPhoto

SlotKey = Annotated[str, Field(pattern=KEY)]
PhotoId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$")]


class SubmissionOptions(BaseModel):
    """Options of a new submission."""

    model_config = ConfigDict(extra="forbid")

    service: TextOption = Field(description="Key of the service, as in `GET /services`.")
    variant: TextOption | None = Field(
        default=None, description="Key of the variant; left out where there is one alone."
    )
    reference: OwnId = Field(
        default=None,
        description="The citizen or request; kept encrypted. The same application that is under"
        " way for it goes on.",
    )
    lang: TextOption = Field(default="id", description="Language of the messages.")
    line: OwnId = Field(default=None, description="The caller's own line; default: the service's.")

    def chosen(self, catalogue: Catalogue, owner: str) -> tuple[NewSubmission, Variant]:
        """Return the submission to begin, and its variant. Raises BadOption."""
        service = catalogue.services.get(self.service)
        if service is None:
            raise BadOption(f"Option 'service': one of {', '.join(catalogue.services)}.")
        only = next(iter(service.variants)) if len(service.variants) == 1 else None
        key = self.variant or only
        if key is None or key not in service.variants:
            raise BadOption(f"Option 'variant': one of {', '.join(service.variants)}.")
        if self.lang not in catalogue.texts:
            raise BadOption(f"Option 'lang': one of {', '.join(catalogue.texts)}.")
        new = NewSubmission(
            owner=owner,
            service=self.service,
            variant=key,
            lang=self.lang,
            check_lang=catalogue.texts[self.lang].check_lang,
            line=self.line or service.line,
            reference=self.reference,
        )
        return new, service.variants[key]


class SubmittedPhotoOptions(BaseModel):
    """Options of a photo of a submission."""

    model_config = ConfigDict(extra="forbid")

    slot: SlotKey | None = Field(
        default=None, description="The paper that the sender says it is; else it is recognised."
    )
    message_id: TextOption | None = Field(
        default=None,
        description="The channel's id of the message: the same again is answered as before.",
    )
    expected_number: ExpectedNumber = Field(
        default=None, description="Number that the document should bear; left out where unknown."
    )
    photo: PhotoId | None = Field(
        default=None,
        description="Instead of a picture: an earlier photo that `slot` says the paper of.",
    )


def read_submission(request: Request) -> SubmissionOptions:
    """Parse the options of a new submission. Raises BadBody, BadOption."""
    return validated(SubmissionOptions, body_fields(request))


def read_photo(request: Request) -> tuple[SentPhoto, SubmittedPhotoOptions]:
    """Parse picture and options; with `photo` there is no picture. Raises NoImage, BadOption."""
    data, fields = picture_and_fields(request)
    options = validated(SubmittedPhotoOptions, fields)
    if options.photo is not None and (data or options.slot is None):
        raise BadOption("Option 'photo' comes with 'slot' and without a picture.")
    if options.photo is None and not data:
        raise no_image()
    return SentPhoto(data=data, slot=options.slot, message_id=options.message_id), options
