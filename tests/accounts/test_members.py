"""Members, invitations and the tenant itself."""

from __future__ import annotations

import email.policy
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from newcomers import PASSWORD, Newcomer, Town, new_address
from people import Person, join
from tecnocursos.accounts.models import Invitation, SignIn
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now

ANY = {"If-Match": "*"}


def member_id(person: Any) -> str:
    """The id of a person's membership, as they see it themselves."""
    user_id = person.get("/api/v1/account").json()["id"]
    items = person.get("/api/v1/members", params={"limit": 200}).json()["items"]
    return next(item["id"] for item in items if item["user_id"] == user_id)


def change(by: Any, member: str, **fields: str) -> Any:
    return by.patch(f"/api/v1/members/{member}", json=fields, headers=ANY)


def test_somebody_new_is_invited_works_and_leaves(town: Town, newcomer: Newcomer) -> None:
    editor = town.invite(newcomer, "editor")
    assert editor.get("/api/v1/account").json()["role"] == "editor"
    assert editor.get("/api/v1/tenant").json()["id"] == newcomer.tokens["tenant_id"]
    assert editor.post("/api/v1/members/leave").status_code == 204
    assert not editor.is_signed_in()
    assert editor.try_sign_in().json()["code"] == "no_membership"
    # And comes again.
    newcomer.post("/api/v1/invitations", json={"email": editor.email, "role": "viewer"})
    body = {"token": town.token_for(editor.email), "deliver": "tokens"}
    assert town.client.post("/api/v1/invitations/accept", json=body).json()["status"] == "sign_in_needed"
    assert editor.sign_in().get("/api/v1/account").json()["role"] == "viewer"


def test_somebody_of_another_tenant_joins_without_a_new_password(town: Town, newcomer: Newcomer) -> None:
    other = town.sign_up()
    newcomer.post("/api/v1/invitations", json={"email": other.email, "role": "admin"})
    token = town.token_for(other.email)
    offer = town.client.post("/api/v1/invitations/read", json={"token": token}).json()
    assert offer == {"tenant_name": "Fibra Boa", "email": other.email, "role": "admin", "has_account": True}
    body = {"token": token, "name": "Outra", "password": "uma senha qualquer", "deliver": "tokens"}
    assert town.client.post("/api/v1/invitations/accept", json=body).json()["status"] == "sign_in_needed"
    assert other.try_sign_in(password="uma senha qualquer").status_code == 401
    there = other.sign_in(tenant_id=newcomer.tokens["tenant_id"])
    assert there.get("/api/v1/account").json()["role"] == "admin"
    assert len(there.get("/api/v1/account/tenants").json()["items"]) == 2


def test_an_invitation_is_sent_again_and_revoked(town: Town, newcomer: Newcomer) -> None:
    address = new_address()
    invitation = newcomer.post("/api/v1/invitations", json={"email": address, "role": "viewer"}).json()
    assert invitation["state"] == "pending"
    path = f"/api/v1/invitations/{invitation['id']}"
    assert town.mails_to(address)[0]["Subject"] == "Convite para «Fibra Boa»"
    again = newcomer.post("/api/v1/invitations", json={"email": address.upper(), "role": "editor"})
    assert (again.status_code, again.json()["code"]) == (409, "already_invited")
    assert newcomer.post(f"{path}/resend").status_code == 200
    assert len(town.mails_to(address)) == 2
    assert newcomer.delete(path).status_code == 204
    assert newcomer.delete(path).json()["code"] == "invitation_ended"
    assert newcomer.post(f"{path}/resend").json()["code"] == "invitation_ended"
    body = {"token": town.token_for(address), "name": "Eva", "password": PASSWORD, "deliver": "tokens"}
    assert town.client.post("/api/v1/invitations/accept", json=body).json()["code"] == "link_invalid"
    assert newcomer.post("/api/v1/invitations", json={"email": address, "role": "editor"}).status_code == 201
    listed = newcomer.get("/api/v1/invitations", params={"state": "revoked"}).json()["items"]
    assert [item["id"] for item in listed] == [invitation["id"]]


def test_an_invitation_expires_and_then_does_not_stand_in_the_way(town: Town, newcomer: Newcomer) -> None:
    address = new_address()
    made = newcomer.post("/api/v1/invitations", json={"email": address, "role": "viewer"}).json()
    token = town.token_for(address)
    with town.platform.database.transaction(SYSTEM) as session:
        session.execute(
            update(Invitation).where(Invitation.id == UUID(made["id"])).values(expires_at=utc_now() - timedelta(1))
        )
    assert town.client.post("/api/v1/invitations/read", json={"token": token}).json()["code"] == "link_invalid"
    assert newcomer.post("/api/v1/invitations", json={"email": address, "role": "viewer"}).status_code == 201


def test_of_parallel_acceptances_one_joins(town: Town, newcomer: Newcomer) -> None:
    address = new_address()
    newcomer.post("/api/v1/invitations", json={"email": address, "role": "viewer"})
    body = {"token": town.token_for(address), "name": "Eva", "password": PASSWORD, "deliver": "tokens"}
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: town.client.post("/api/v1/invitations/accept", json=body), range(5)))
    assert [answer.status_code for answer in answers].count(200) == 1
    assert {answer.status_code for answer in answers} <= {200, 403, 409}


def test_members_are_not_invited(newcomer: Newcomer) -> None:
    answer = newcomer.post("/api/v1/invitations", json={"email": newcomer.email, "role": "viewer"})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_member")


def test_members_are_listed_in_pages_sorted_and_filtered(platform: Platform, client: TestClient, owner: Person) -> None:
    for role in ("editor", "viewer", "viewer"):
        join(platform, client, role, owner.tenant_id)
    for sort in ("name", "-name", "created_at", "-created_at"):
        seen, cursor = [], None
        while True:
            page = owner.get(
                "/api/v1/members", params={"limit": 3, "sort": sort} | ({"cursor": cursor} if cursor else {})
            ).json()
            seen += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(set(seen)) == len(seen) == 4
    viewers = owner.get("/api/v1/members", params={"role": "viewer"}).json()["items"]
    assert [item["role"] for item in viewers] == ["viewer", "viewer"]
    change(owner, viewers[0]["id"], state="suspended")
    suspended = owner.get("/api/v1/members", params={"state": "suspended"}).json()["items"]
    assert [item["id"] for item in suspended] == [viewers[0]["id"]]
    assert owner.get("/api/v1/members", params={"sort": "email"}).status_code == 422


def test_a_suspended_member_is_out_at_once_and_comes_back(
    platform: Platform, client: TestClient, owner: Person
) -> None:
    editor = join(platform, client, "editor", owner.tenant_id)
    member = member_id(editor)
    assert change(owner, member, state="suspended").json()["state"] == "suspended"
    assert editor.get("/api/v1/account").status_code == 401
    assert change(owner, member, state="active").json()["state"] == "active"
    # The old sign-in does not come back with it.
    assert editor.get("/api/v1/account").status_code == 401


def test_a_removed_member_is_out_at_once(platform: Platform, client: TestClient, owner: Person) -> None:
    editor = join(platform, client, "editor", owner.tenant_id)
    member = member_id(editor)
    assert owner.delete(f"/api/v1/members/{member}").status_code == 428
    assert owner.delete(f"/api/v1/members/{member}", headers=ANY).status_code == 204
    assert editor.get("/api/v1/account").status_code == 401
    assert owner.get(f"/api/v1/members/{member}").json()["code"] == "member_not_found"


def test_a_role_changes_at_the_next_request_and_under_a_version(
    platform: Platform, client: TestClient, owner: Person
) -> None:
    viewer = join(platform, client, "viewer", owner.tenant_id)
    member = member_id(viewer)
    tag = owner.get(f"/api/v1/members/{member}").headers["etag"]
    first = owner.patch(f"/api/v1/members/{member}", json={"role": "admin"}, headers={"If-Match": tag})
    assert first.json()["role"] == "admin"
    assert first.headers["etag"] != tag
    assert viewer.get("/api/v1/invitations").status_code == 200
    second = owner.patch(f"/api/v1/members/{member}", json={"role": "editor"}, headers={"If-Match": tag})
    assert second.status_code == 412


def test_the_last_owner_stays(platform: Platform, client: TestClient, owner: Person) -> None:
    mine = member_id(owner)
    for answer in (
        owner.post("/api/v1/members/leave"),
        change(owner, mine, role="admin"),
        change(owner, mine, state="suspended"),
        owner.delete(f"/api/v1/members/{mine}", headers=ANY),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    second = join(platform, client, "owner", owner.tenant_id)
    assert owner.post("/api/v1/members/leave").status_code == 204
    assert second.post("/api/v1/members/leave").json()["code"] == "last_owner"


def test_two_owners_who_leave_at_once_leave_one(platform: Platform, client: TestClient) -> None:
    for _ in range(3):
        first = join(platform, client)
        pair = (first, join(platform, client, "owner", first.tenant_id))
        with ThreadPoolExecutor(2) as pool:
            codes = sorted(pool.map(lambda person: person.post("/api/v1/members/leave").status_code, pair))
        assert codes == [204, 409]


def test_only_owners_touch_owners(platform: Platform, client: TestClient, owner: Person) -> None:
    admin = join(platform, client, "admin", owner.tenant_id)
    viewer = member_id(join(platform, client, "viewer", owner.tenant_id))
    theirs, own = member_id(owner), member_id(admin)
    join(platform, client, "owner", owner.tenant_id)
    for answer in (
        change(admin, own, role="owner"),
        change(admin, viewer, role="owner"),
        change(admin, theirs, role="viewer"),
        change(admin, theirs, state="suspended"),
        admin.delete(f"/api/v1/members/{theirs}", headers=ANY),
        admin.post("/api/v1/invitations", json={"email": new_address(), "role": "owner"}),
        admin.post("/api/v1/tenant/suspend"),
        admin.post("/api/v1/tenant/end"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "owner_needed")
    assert change(admin, viewer, role="editor").status_code == 200
    assert change(owner, viewer, role="owner").json()["role"] == "owner"


@pytest.mark.parametrize("role", ["editor", "reviewer", "viewer"])
def test_others_manage_nobody(platform: Platform, client: TestClient, owner: Person, role: Any) -> None:
    person = join(platform, client, role, owner.tenant_id)
    theirs = member_id(owner)
    for answer in (
        change(person, theirs, role="viewer"),
        person.delete(f"/api/v1/members/{theirs}", headers=ANY),
        person.post("/api/v1/invitations", json={"email": new_address(), "role": "viewer"}),
        person.get("/api/v1/invitations"),
        person.patch("/api/v1/tenant", json={"name": "Minha"}, headers=ANY),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_missing")
    assert person.get("/api/v1/members").status_code == 200


def test_another_tenants_people_are_not_there(platform: Platform, client: TestClient, owner: Person) -> None:
    stranger = join(platform, client)
    theirs = member_id(owner)
    invitation = owner.post("/api/v1/invitations", json={"email": new_address(), "role": "viewer"}).json()["id"]
    for answer in (
        stranger.get(f"/api/v1/members/{theirs}"),
        change(stranger, theirs, role="viewer"),
        stranger.delete(f"/api/v1/members/{theirs}", headers=ANY),
        stranger.delete(f"/api/v1/invitations/{invitation}"),
        stranger.post(f"/api/v1/invitations/{invitation}/resend"),
    ):
        assert answer.status_code == 404
    assert len(stranger.get("/api/v1/members").json()["items"]) == 1
    assert stranger.get("/api/v1/invitations").json()["items"] == []


def test_a_tenant_is_renamed_under_a_version(owner: Person) -> None:
    tag = owner.get("/api/v1/tenant").headers["etag"]
    renamed = owner.patch("/api/v1/tenant", json={"name": "Fibra Melhor"}, headers={"If-Match": tag})
    assert renamed.json()["name"] == "Fibra Melhor"
    assert owner.patch("/api/v1/tenant", json={"name": "x"}, headers={"If-Match": tag}).status_code == 412


def test_a_suspended_tenant_waits_for_its_owner(town: Town, newcomer: Newcomer) -> None:
    admin = town.invite(newcomer, "admin")
    assert newcomer.post("/api/v1/tenant/suspend").json()["state"] == "suspended"
    assert newcomer.post("/api/v1/tenant/suspend").json()["code"] == "tenant_state_wrong"
    assert not admin.is_signed_in()
    assert admin.try_sign_in().json()["code"] == "no_membership"
    assert newcomer.get("/api/v1/members").json()["code"] == "permission_missing"
    again = newcomer.sign_in()
    assert again.post("/api/v1/tenant/resume").json()["state"] == "active"
    assert admin.is_signed_in()


def test_an_ended_tenant_is_over(town: Town, newcomer: Newcomer) -> None:
    address = new_address()
    newcomer.post("/api/v1/invitations", json={"email": address, "role": "viewer"})
    token = town.token_for(address)
    assert newcomer.post("/api/v1/tenant/end").status_code == 204
    assert not newcomer.is_signed_in()
    assert newcomer.try_sign_in().json()["code"] == "no_membership"
    assert town.client.post("/api/v1/invitations/read", json={"token": token}).json()["code"] == "link_invalid"


def test_ending_a_tenant_needs_a_fresh_proof(platform: Platform, client: TestClient, owner: Person) -> None:
    with platform.database.transaction(SYSTEM) as session:
        session.execute(update(SignIn).where(SignIn.id == owner.actor.session_id).values(confirmed_at=None))
    assert owner.post("/api/v1/tenant/end").json()["code"] == "confirmation_needed"


def test_names_of_tenants_stay_in_their_line(town: Town, newcomer: Newcomer) -> None:
    newcomer.patch("/api/v1/tenant", json={"name": "Fibra {link} «Boa»"}, headers=ANY)
    address = new_address()
    newcomer.post("/api/v1/invitations", json={"email": address, "role": "viewer"})
    mail = town.mails_to(address)[-1]
    assert mail["Subject"] == "Convite para «Fibra {link} «Boa»»"
    assert mail.get_content().count("#token=") == 1
    assert mail.policy is email.policy.default
