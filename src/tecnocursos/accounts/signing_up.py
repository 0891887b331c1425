"""New tenants: the first of an installation, those that sign up, and further ones of people who are here already.

Nobody chooses a password before the address was proven to be theirs: an account that a stranger prepared under
somebody else's address cannot come to life.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.accounts import attempts, queries
from tecnocursos.accounts.attempts import Count, Limit
from tecnocursos.accounts.errors import AddressTaken, AlreadySetUp, NewPersonIncomplete, SignUpClosed
from tecnocursos.accounts.links import send_link, use_link
from tecnocursos.accounts.models import Member, Tenant, User
from tecnocursos.accounts.parts import AccountParts
from tecnocursos.accounts.password_rules import require_acceptable
from tecnocursos.accounts.passwords import Passwords
from tecnocursos.accounts.policy import require_person
from tecnocursos.accounts.recording import person_acting
from tecnocursos.audit import service as audit
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.kit.actor import Actor, Role
from tecnocursos.kit.language import Language

_ONE_AFTER_ANOTHER = Count(Limit(2**31, 60), ("set-up",))


def create_first_owner(
    session: Session,
    passwords: Passwords,
    *,
    email: str,
    name: str,
    password: str,
    tenant_name: str,
    language: Language,
) -> User:
    """The first person and tenant of an installation. Raises AlreadySetUp, PasswordTooShort, PasswordTooCommon."""
    password_hash = new_hash(passwords, password, email, name)
    enter_scope(session, SYSTEM)
    # Counting locks: of two that come at once, the second sees the first one's owner.
    attempts.take(session, [_ONE_AFTER_ANOTHER])
    if queries.has_users(session):
        raise AlreadySetUp
    user = add_user(session, email=email, name=name, password_hash=password_hash, language=language)
    found_tenant(session, user.id, tenant_name)
    return user


def request_sign_up(session: Session, parts: AccountParts, email: str, tenant_name: str, language: Language) -> None:
    """Send a link that founds the tenant. Raises SignUpClosed."""
    _require_open(parts)
    enter_scope(session, SYSTEM)
    send_link(session, "sign_up", email, details={"tenant_name": tenant_name, "language": language})


def confirm_sign_up(
    session: Session, parts: AccountParts, ticket: str, name: str | None, password: str | None
) -> tuple[User, UUID, bool]:
    """Found the tenant; gives its owner, its id, and whether the owner is new here.

    Somebody who has an account already keeps name and password, and signs in with them. Raises TicketInvalid,
    NewPersonIncomplete, PasswordTooShort, PasswordTooCommon, SignUpClosed.
    """
    _require_open(parts)
    parts.tickets.read("sign_up", ticket)
    password_hash = new_hash(parts.passwords, password, name or "") if password else None
    enter_scope(session, SYSTEM)
    link = use_link(session, parts, "sign_up", ticket)
    user, is_new = find_or_add_user(session, link.email, name, password_hash, link.details["language"])
    tenant = found_tenant(session, user.id, link.details["tenant_name"])
    return user, tenant.id, is_new


def found_further_tenant(session: Session, parts: AccountParts, actor: Actor, name: str) -> Tenant:
    """A new tenant of somebody who is here already. Raises SignUpClosed, PersonNeeded."""
    user_id = require_person(actor)
    _require_open(parts)
    with queries.across_tenants(session):
        return found_tenant(session, user_id, name)


def find_or_add_user(
    session: Session, email: str, name: str | None, password_hash: str | None, language: Language
) -> tuple[User, bool]:
    """The person whose address was just proven, and whether they are new here. Raises NewPersonIncomplete."""
    user = queries.find_user(session, email)
    if user is not None:
        return user, False
    if not name or not password_hash:
        raise NewPersonIncomplete
    return add_user(session, email=email, name=name, password_hash=password_hash, language=language), True


def found_tenant(session: Session, user_id: UUID, name: str) -> Tenant:
    tenant = Tenant(name=name)
    session.add(tenant)
    session.flush()
    add_member(session, person_acting(tenant.id, user_id), user_id, "owner")
    audit.record(session, person_acting(tenant.id, user_id), "tenant.founded", "tenant", tenant.id)
    return tenant


def add_member(session: Session, actor: Actor, user_id: UUID, role: Role) -> Member:
    member = Member(tenant_id=actor.tenant_id, user_id=user_id, role=role)
    session.add(member)
    session.flush()
    audit.record(session, actor, "member.joined", "member", member.id, {"role": (None, role)})
    return member


def add_user(session: Session, *, email: str, name: str, password_hash: str, language: Language) -> User:
    """Raises AddressTaken, when two links for one address are followed at once."""
    user = User(email=email, name=name, password_hash=password_hash, language=language)
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:
        raise AddressTaken from error
    return user


def new_hash(passwords: Passwords, password: str, *personal: str) -> str:
    """The hash of a password that may be chosen. Takes long: call it while no transaction is open."""
    require_acceptable(password, *personal)
    return passwords.hash(password)


def _require_open(parts: AccountParts) -> None:
    if not parts.is_sign_up_open:
        raise SignUpClosed
