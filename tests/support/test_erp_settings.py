"""Connecting the provider's system over HTTP: secrets stay hidden, and what is wrong is told."""

from __future__ import annotations

from people import Person

PATH = "/api/v1/support/erp"
IXC = {"kind": "ixc", "base_url": "https://127.0.0.1:9", "options": {"user": "7", "token": "um-segredo"}}


def test_a_system_is_connected_looked_at_and_forgotten(owner: Person) -> None:
    assert owner.get(PATH).json() == {
        "kind": None,
        "base_url": None,
        "option_names": [],
        "kinds": ["hubsoft", "sgp", "ixc"],
    }
    assert owner.post(f"{PATH}/check").json()["code"] == "erp_not_connected"
    connected = owner.put(PATH, json=IXC)
    assert connected.status_code == 200, connected.text
    assert (connected.json()["kind"], connected.json()["option_names"]) == ("ixc", ["token", "user"])
    assert "um-segredo" not in connected.text + owner.get(PATH).text
    checked = owner.post(f"{PATH}/check").json()
    assert (checked["works"], checked["trouble"]["code"]) == (False, "erp_unavailable")
    assert "não é um endereço público" in checked["trouble"]["pt"]
    assert owner.delete(PATH).status_code == 204
    assert owner.get(PATH).json()["kind"] is None
    written = {one["action"] for one in owner.get("/api/v1/audit").json()["items"]}
    assert {"support_erp.connected", "support_erp.disconnected"} <= written


def test_what_is_missing_is_named_in_the_language_of_who_asks(owner: Person) -> None:
    refused = owner.put(PATH, json=IXC | {"options": {"user": "7"}}, headers={"Accept-Language": "pt-BR"})
    assert refused.json()["code"] == "erp_settings_wrong"
    assert "token: falta" in refused.text
    plain = owner.put(PATH, json=IXC | {"base_url": "http://erp.fibraboa.com.br"})
    assert "base_url: it has to begin with https://" in plain.text
    example = owner.put(PATH, json={"kind": "example"})
    assert example.json()["code"] == "erp_settings_wrong"
