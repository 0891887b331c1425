"""The second factor of one's account: an authenticator app, and backup codes for when it is lost."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.accounts import profile
from tecnocursos.accounts.schemas import Code
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.idempotency import answers_secret
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.schema import Request, Response

router = APIRouter(prefix="/api/v1/account/second-factor", tags=["account"], route_class=EdgeRoute)


class EnrolmentDetails(Response):
    """For the authenticator app; shown once."""

    secret: str = Field(examples=["JBSWY3DPEHPK3PXP"])
    uri: str = Field(examples=["otpauth://totp/TecnoCursos%20AI:ana%40fibraboa.com.br?secret=JBSWY3DPEHPK3PXP"])
    qr_svg: str = Field(description="The uri as a QR code, an SVG document", examples=["<svg …></svg>"])


class CodeRequest(Request):
    code: Code


class BackupCodes(Response):
    """Shown once; each works once."""

    codes: list[str] = Field(examples=[["ABCD-EFGH-JKMN-PQRS"]])


@router.post("")
@answers_secret
def enrol(session: Session, actor: Actor) -> EnrolmentDetails:
    """Begin to set up an authenticator app. It is asked for only after it was confirmed."""
    return EnrolmentDetails.model_validate(profile.enrol_second_factor(session, actor))


@router.post("/confirm")
@answers_secret
def confirm_enrolment(session: Session, actor: Actor, body: CodeRequest) -> BackupCodes:
    """Turn the second factor on with a first code of the app; gives the backup codes."""
    return BackupCodes(codes=profile.confirm_second_factor(session, actor, body.code))


@router.post("/backup-codes")
@answers_secret
def renew_backup_codes(session: Session, actor: Actor) -> BackupCodes:
    """New backup codes in place of the old ones."""
    return BackupCodes(codes=profile.renew_backup_codes(session, actor))


@router.delete("", status_code=204)
def turn_off(session: Session, actor: Actor) -> None:
    """Turn the second factor off."""
    profile.turn_off_second_factor(session, actor)
