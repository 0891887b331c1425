"""From what a tenant has set to the adapter that reaches its system."""

from __future__ import annotations

from pathlib import Path

import pytest
from erp_vendors import HubsoftVendor, served
from provider_talks import provider

from tecnocursos.bootstrap.erps import ErpAdapters
from tecnocursos.config import Settings, WhatsAppSettings
from tecnocursos.infra.public_addresses import is_public
from tecnocursos.support.adapters.erp_http import ErpHttp
from tecnocursos.support.erp_connections import ErpConnection, ErpKind
from tecnocursos.support.errors import ErpSettingsWrong, ErpUnavailable

HUBSOFT = {"client_id": "3", "client_secret": "c", "username": "bot@x", "password": "segredo", "unlock_days": "3"}

LOCAL = Settings(whatsapp=WhatsAppSettings(erp_may_be_local=True))


def test_an_adapter_is_kept_with_its_token(tmp_path: Path) -> None:
    vendor, adapters = HubsoftVendor(provider(tmp_path)), ErpAdapters(LOCAL)
    with served(vendor) as address:
        for _ in range(3):
            erp = adapters.connect(ErpConnection(kind="hubsoft", tenant="t", base_url=address, options=HUBSOFT))
            assert erp is not None
            assert erp.find_customers(document="52998224725")
    assert [path for path, _ in vendor.asked].count("/oauth/token") == 1


@pytest.mark.parametrize(
    ("kind", "base_url", "options", "field"),
    [
        ("hubsoft", "https://erp.example", {**HUBSOFT, "unlock_days": "três"}, "unlock_days"),
        ("sgp", "https://erp.example", {"app": "x"}, "token"),
        ("ixc", "ftp://erp.example", {"user": "7", "token": "segredo"}, "base_url"),
        ("ixc", "https://erp.example", {"user": "7", "token": "segredo", "typo": "x"}, "typo"),
    ],
)
def test_wrong_settings_name_their_field_and_no_secret(
    kind: ErpKind, base_url: str, options: dict[str, str], field: str
) -> None:
    connection = ErpConnection(kind=kind, tenant="t", base_url=base_url, options=options)
    with pytest.raises(ErpSettingsWrong) as told:
        ErpAdapters(Settings()).connect(connection)
    assert told.value.data["field"] == field
    assert "segredo" not in f"{told.value.data}"


@pytest.mark.parametrize(
    "address",
    (
        "127.0.0.1 10.1.2.3 169.254.169.254 192.168.0.1 100.64.0.1 0.0.0.0 224.0.0.1 "
        "::1 fe80::1%eth0 fd00::1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1::1"
    ).split(),
)
def test_what_stands_beside_the_server_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are_public() -> None:
    assert all(is_public(address) for address in ("1.1.1.1", "200.160.2.3", "2606:4700::1111"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "2130706433"])
def test_a_system_that_is_none_is_not_asked(host: str) -> None:
    access = {"user": "7", "token": "segredo"}
    erp = ErpAdapters(Settings()).connect(
        ErpConnection(kind="ixc", tenant="t", base_url=f"https://{host}", options=access)
    )
    assert erp is not None
    with pytest.raises(ErpUnavailable) as told:
        erp.find_customers(document="52998224725")
    assert "not a public address" in str(told.value)


def test_a_bill_that_leads_into_the_house_is_not_fetched(tmp_path: Path) -> None:
    """The system is at a public address; the link that it gives is not."""
    vendor = HubsoftVendor(provider(tmp_path))
    with served(vendor) as address, pytest.raises(ErpUnavailable):
        ErpHttp("https://erp.example").pdf(f"{address}/boleto.pdf")
    assert vendor.asked == []
