"""Authenticator apps (TOTP) and backup codes."""

from __future__ import annotations

import hmac
import io
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import pyotp
import segno
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts.errors import SecondFactorExists, SecondFactorMissing, SecondFactorWrong
from tecnocursos.accounts.messages import SendMail
from tecnocursos.accounts.models import BackupCode, SecondFactor, User
from tecnocursos.accounts.queries import across_tenants
from tecnocursos.accounts.recording import record_for_person
from tecnocursos.infra.database import INSTALLATION
from tecnocursos.infra.encryption import blind_index, read_sealed, seal_into
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now

ISSUER: Final = "TecnoCursos AI"
BACKUP_CODES: Final = 10
_STEP_SECONDS = 30
# Clocks of phones are off by seconds, and typing takes some: the step before and the one after are right too.
_STEPS_AROUND = (-1, 0, 1)
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that are mistaken for another
_CODE_GROUPS, _GROUP_LETTERS = 4, 4


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app needs; shown once."""

    secret: str
    uri: str
    qr_svg: str


def enrol(session: Session, user: User) -> Enrolment:
    """Begin: nothing is asked for at sign-in until `confirm` saw a right code. Raises SecondFactorExists."""
    factor = _find(session, user.id)
    if factor is not None and factor.confirmed_at is not None:
        raise SecondFactorExists
    secret = pyotp.random_base32()
    if factor is None:
        factor = SecondFactor(user_id=user.id)
    factor.last_step = 0
    with across_tenants(session):
        seal_into(session, factor, SecondFactor.secret, secret)
        session.add(factor)
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)
    picture = io.BytesIO()
    segno.make(uri, micro=False).save(picture, kind="svg", scale=4, xmldecl=False)
    return Enrolment(secret, uri, picture.getvalue().decode())


def confirm(session: Session, user: User, code: str) -> list[str]:
    """Turn the second factor on; gives the backup codes. Raises SecondFactorMissing, -Exists, -Wrong."""
    factor = _find(session, user.id)
    if factor is None:
        raise SecondFactorMissing
    if factor.confirmed_at is not None:
        raise SecondFactorExists
    if not _use_app_code(session, factor, code):
        raise SecondFactorWrong
    factor.confirmed_at = utc_now()
    record_for_person(session, user.id, "second_factor.turned_on")
    enqueue(session, SendMail(kind="second_factor_on", subject_id=user.id))
    return _make_backup_codes(session, user.id)


def turn_off(session: Session, user: User) -> None:
    """Raises SecondFactorMissing."""
    if not is_on(session, user.id):
        raise SecondFactorMissing
    session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))
    session.execute(delete(BackupCode).where(BackupCode.user_id == user.id))
    record_for_person(session, user.id, "second_factor.turned_off")
    enqueue(session, SendMail(kind="second_factor_off", subject_id=user.id))


def renew_backup_codes(session: Session, user: User) -> list[str]:
    """New backup codes; the old ones are void. Raises SecondFactorMissing."""
    # Whoever renews them at the same time waits, and voids these: otherwise both would leave theirs. Not the person is
    # held, whom a sign-in by a backup code wants when it has the code already.
    held = select(SecondFactor.confirmed_at).where(SecondFactor.user_id == user.id).with_for_update()
    if session.scalar(held) is None:
        raise SecondFactorMissing
    record_for_person(session, user.id, "backup_codes.renewed")
    return _make_backup_codes(session, user.id)


def is_on(session: Session, user_id: UUID) -> bool:
    confirmed = select(SecondFactor.confirmed_at).where(SecondFactor.user_id == user_id)
    return session.scalar(confirmed) is not None


def count_backup_codes(session: Session, user_id: UUID) -> int:
    """Those that were not used yet."""
    unused = select(func.count()).where(BackupCode.user_id == user_id, BackupCode.used_at.is_(None))
    return session.scalars(unused).one()


def use_code(session: Session, user_id: UUID, code: str) -> bool:
    """Use up a code of the app or a backup code; False when it is wrong or was used already."""
    factor = _find(session, user_id)
    if factor is None or factor.confirmed_at is None:
        return False
    return _use_app_code(session, factor, code) or _use_backup_code(session, user_id, code)


def _use_app_code(session: Session, factor: SecondFactor, code: str) -> bool:
    with across_tenants(session):
        app = pyotp.TOTP(read_sealed(session, factor, SecondFactor.secret))
    step = _step_of(app, code.replace(" ", ""), utc_now())
    if step is None:
        return False
    used = (
        update(SecondFactor)
        .where(SecondFactor.user_id == factor.user_id, SecondFactor.last_step < step)
        .values(last_step=step)
        .returning(SecondFactor.user_id)
    )
    return session.scalar(used) is not None


def _step_of(app: pyotp.TOTP, code: str, now: datetime) -> int | None:
    """The time step whose code this is."""
    current = int(now.timestamp()) // _STEP_SECONDS
    steps = [current + offset for offset in _STEPS_AROUND]
    return next((step for step in steps if hmac.compare_digest(app.generate_otp(step).encode(), code.encode())), None)


def _use_backup_code(session: Session, user_id: UUID, code: str) -> bool:
    code_index = _code_index(session, user_id, code.replace("-", "").replace(" ", "").upper())
    used = (
        update(BackupCode)
        .where(BackupCode.user_id == user_id, BackupCode.code_index == code_index, BackupCode.used_at.is_(None))
        .values(used_at=utc_now())
        .returning(BackupCode.id)
    )
    if session.scalar(used) is None:
        return False
    record_for_person(session, user_id, "backup_code.used")
    return True


def _make_backup_codes(session: Session, user_id: UUID) -> list[str]:
    session.execute(delete(BackupCode).where(BackupCode.user_id == user_id))
    letters = _CODE_GROUPS * _GROUP_LETTERS
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(letters)) for _ in range(BACKUP_CODES)]
    session.add_all(BackupCode(user_id=user_id, code_index=_code_index(session, user_id, code)) for code in codes)
    return ["-".join(code[at : at + _GROUP_LETTERS] for at in range(0, letters, _GROUP_LETTERS)) for code in codes]


def _code_index(session: Session, user_id: UUID, code: str) -> bytes:
    with across_tenants(session):
        return blind_index(session, INSTALLATION, "backup code", f"{user_id}|{code}")


def _find(session: Session, user_id: UUID) -> SecondFactor | None:
    return session.scalar(select(SecondFactor).where(SecondFactor.user_id == user_id))
