"""One provider behind every vendor's interface: what the workflows need is the same through each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx2
import pytest
from erp_vendors import Answer, HubsoftVendor, IxcVendor, OldSgpVendor, SgpVendor, Vendor, served
from provider_talks import NOON, known, provider

from tecnocursos.support.adapters.erp_http import ErpHttp
from tecnocursos.support.adapters.hubsoft import Hubsoft, HubsoftAccess
from tecnocursos.support.adapters.ixc import Ixc, IxcAccess
from tecnocursos.support.adapters.sgp import Sgp, SgpAccess
from tecnocursos.support.errors import ErpRefused, ErpUnavailable
from tecnocursos.support.ports import Erp, ErpContract, ErpCustomer
from tecnocursos.support.workflows.machine import HandOver, OpenProtocol

SECRETS = ("segredo", "52998224725", "529.982.247-25", "Ana", "senha")


@dataclass
class Connected:
    erp: Erp
    vendor: Vendor | None


def connect(name: str, vendor: Vendor, address: str, secret: str = "segredo", timeout: float = 10.0) -> Erp:
    http = ErpHttp(address, timeout=httpx2.Timeout(timeout, connect=3.0), may_be_local=True)
    match name:
        case "hubsoft":
            credentials = {"client_id": "3", "client_secret": "c", "username": "bot@x", "password": secret}
            access = HubsoftAccess(base_url=address, unlock_days=3, visit_removal_reason=8, **credentials)
            return Hubsoft(access, clock=lambda: NOON, http=http)
        case "sgp" | "old_sgp":
            sgp = SgpAccess(base_url=address, app="whatsapp", token=secret, is_old=name == "old_sgp")
            return Sgp(sgp, clock=lambda: NOON, http=http)
        case _:
            ixc = IxcAccess(
                base_url=address, user="7", token=secret, unlock_parameter=getattr(vendor, "unlock_parameter", "id")
            )
            return Ixc(ixc, clock=lambda: NOON, http=http)


VENDORS = {"hubsoft": HubsoftVendor, "sgp": SgpVendor, "old_sgp": OldSgpVendor, "ixc": IxcVendor}


@pytest.fixture(params=["fake", *VENDORS])
def connected(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connected]:
    fake = provider(tmp_path)
    if request.param == "fake":
        yield Connected(fake, None)
        return
    vendor = VENDORS[request.param](fake)
    with served(vendor) as address:
        yield Connected(connect(request.param, vendor, address), vendor)


@pytest.fixture(params=list(VENDORS))
def remote(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Vendor, str]]:
    vendor = VENDORS[request.param](provider(tmp_path))
    with served(vendor) as address:
        yield request.param, vendor, address


def find(erp: Erp, document: str) -> tuple[ErpCustomer, ErpContract]:
    (customer,) = erp.find_customers(document=document)
    return customer, customer.contracts[0]


def test_a_customer_is_found_and_no_password_comes_along(connected: Connected) -> None:
    customer, contract = find(connected.erp, "52998224725")
    assert (customer.name, customer.document, customer.birth_date) == (
        "Ana Souza Lima",
        "52998224725",
        date(1988, 3, 14),
    )
    assert (contract.plan, contract.status) == ("Fibra 300", "active")
    assert connected.erp.get_customer(customer.id) == customer
    assert "senha" not in customer.model_dump_json()
    assert connected.erp.find_customers(document="98765432100") == []


def test_open_invoices_come_oldest_first_with_what_pays_them(connected: Connected) -> None:
    customer, _ = find(connected.erp, "11144477735")
    bills = connected.erp.open_invoices(customer.id)
    assert [(bill.due_on, bill.amount_cents) for bill in bills] == [
        (date(2026, 11, 20), 7990),
        (date(2026, 12, 20), 7990),
    ]
    assert len("".join(filter(str.isdigit, bills[0].digitable_line or ""))) == 47
    assert connected.erp.pix_code(bills[0].id).startswith("000201")
    assert connected.erp.invoice_pdf(bills[0].id).startswith(b"%PDF")


def test_a_contract_is_unlocked_once(connected: Connected) -> None:
    customer, contract = find(connected.erp, "39053344705")
    offer = connected.erp.unlock_offer(contract.id)
    assert (contract.status, offer.is_allowed, offer.days) == ("suspended", True, 3)
    first = connected.erp.unlock(contract.id, key="k1")
    assert first.until == date(2026, 11, 29)
    assert connected.erp.unlock(contract.id, key="k1").until == first.until
    assert connected.erp.get_customer(customer.id).contracts[0].status == "active"
    assert not connected.erp.unlock_offer(contract.id).is_allowed


def test_a_refused_unlock_has_the_systems_words(connected: Connected) -> None:
    _, contract = find(connected.erp, "86214941081")
    with pytest.raises(ErpRefused) as refused:
        connected.erp.unlock(contract.id, key="k1")
    assert "30 dias" in refused.value.message("pt-BR")


def test_a_refusal_without_words_is_told_in_the_readers_language(remote: tuple[str, Vendor, str]) -> None:
    name, vendor, address = remote
    erp = connect(name, vendor, address)
    _, contract = find(erp, "39053344705")
    vendor.faults = [(200, {"status": "error", "type": "error", "error": True})]
    with pytest.raises(ErpRefused) as looked_up:
        erp.find_customers("39053344705")
    with (
        _Broken(vendor, (200, {"status": "error", "tipo": "erro", "liberado": False})),
        pytest.raises(ErpRefused) as unlocked,
    ):
        erp.unlock(contract.id, key="k")
    for refused in (looked_up.value, unlocked.value):
        assert refused.message("en").endswith("refused: no reason told")
        assert refused.message("pt-BR") == "O sistema do provedor em 127.0.0.1 recusou: sem dizer o motivo"
        assert "no reason told" not in refused.message("pt-BR")


def test_the_connection_is_told(connected: Connected) -> None:
    online, offline = find(connected.erp, "52998224725")[1], find(connected.erp, "15350946056")[1]
    assert connected.erp.connection(online.id).is_online
    assert not connected.erp.connection(offline.id).is_online


def test_a_visit_is_booked_once(connected: Connected) -> None:
    _, contract = find(connected.erp, "74682489070")
    assert connected.erp.open_visit(contract.id) is None
    slot = connected.erp.visit_slots(contract.id)[0]
    first = connected.erp.schedule_visit(contract.id, slot.id, "Sinal fraco", key="k1")
    assert connected.erp.schedule_visit(contract.id, slot.id, "Sinal fraco", key="k1").id == first.id
    standing = connected.erp.open_visit(contract.id)
    assert standing is not None
    assert (standing.id, standing.slot.begins) == (first.id, slot.begins)


def test_a_ticket_is_opened_once(connected: Connected) -> None:
    customer, _ = find(connected.erp, "52998224725")
    first = connected.erp.open_ticket(customer.id, "Conta", "Cobrança", key="k1")
    assert first.erp_protocol
    assert connected.erp.open_ticket(customer.id, "Conta", "Cobrança", key="k1") == first
    assert connected.erp.open_ticket(customer.id, "Conta", "Cobrança", key="k2") != first


def test_what_is_not_there_is_refused(connected: Connected) -> None:
    customer, contract = find(connected.erp, "52998224725")
    with pytest.raises(ErpRefused):
        connected.erp.pix_code(customer.id + "-1" if "-" in contract.id else f"{contract.id}-1")


def test_the_whole_conversation_goes_through_each_of_them(connected: Connected) -> None:
    customer, _ = find(connected.erp, "39053344705")
    talk = known(connected.erp, customer.id)
    talk.says("desbloquear")
    assert "29/11/2026" in talk.says("sim")
    assert "R$ 99,90" in talk.says("boleto")


def test_cancelling_what_only_a_person_can_cancel_is_registered(remote: tuple[str, Vendor, str]) -> None:
    name, vendor, address = remote
    erp = connect(name, vendor, address)
    talk = known(erp, find(erp, "52998224725")[0].id)
    talk.says("cancelar")
    assert "vale a partir de agora" in talk.taps("Preço")
    assert talk.did(OpenProtocol) == [OpenProtocol("cancellation", due_days=1)]
    assert talk.did(HandOver)[-1].subject == "cancellation"


@pytest.mark.parametrize("name", ["hubsoft", "sgp"])
def test_outages_are_known_where_the_interface_tells_them(name: str, tmp_path: Path) -> None:
    vendor = VENDORS[name](provider(tmp_path))
    with served(vendor) as address:
        erp = connect(name, vendor, address)
        ill, well = find(erp, "15350946056")[1], find(erp, "52998224725")[1]
        (outage,) = erp.outages(ill.region)
        assert outage.region == "Porto Velho"
        assert "caminhão" in (outage.message or "")
        assert not erp.outages(well.region)


def test_a_token_that_ended_is_renewed(tmp_path: Path) -> None:
    vendor = HubsoftVendor(provider(tmp_path))
    with served(vendor) as address:
        erp = connect("hubsoft", vendor, address)
        find(erp, "52998224725")
        vendor.token = "revoked"
        find(erp, "52998224725")
        assert [path for path, _ in vendor.asked].count("/oauth/token") == 2


def test_ixc_unlocks_with_the_parameter_of_the_installation(tmp_path: Path) -> None:
    vendor = IxcVendor(provider(tmp_path))
    vendor.unlock_parameter = "id_contrato"
    with served(vendor) as address:
        erp = connect("ixc", vendor, address)
        assert erp.unlock("2003", key="k").days == 3


def test_wrong_credentials_are_told_without_them(remote: tuple[str, Vendor, str]) -> None:
    name, vendor, address = remote
    with pytest.raises(ErpUnavailable, match="credentials") as told:
        connect(name, vendor, address, secret="errado").find_customers(document="52998224725")
    _names_only_the_host(told.value)


@pytest.mark.parametrize("fault", [(500, {"error": "x"}), "<html>manutenção</html>", "[1, 2]", '"Ana 52998224725"'])
def test_answers_that_are_none_are_unavailable(
    remote: tuple[str, Vendor, str], fault: tuple[int, object] | str
) -> None:
    name, vendor, address = remote
    erp = connect(name, vendor, address)
    erp.find_customers(document="11144477735")
    vendor.faults = [fault, fault]
    with pytest.raises(ErpUnavailable) as told:
        erp.find_customers(document="52998224725")
    _names_only_the_host(told.value)


def test_a_read_is_tried_once_more_and_a_change_is_not(remote: tuple[str, Vendor, str]) -> None:
    name, vendor, address = remote
    erp = connect(name, vendor, address)
    _, contract = find(erp, "39053344705")
    vendor.faults = [(503, {})]
    assert erp.find_customers(document="39053344705")
    with ExitStack() as stack:
        broken = _Broken(vendor)
        stack.enter_context(broken)
        with pytest.raises(ErpUnavailable):
            erp.unlock(contract.id, key="k")
        assert broken.changes == 1


def test_a_system_that_stays_silent_is_not_waited_for(remote: tuple[str, Vendor, str]) -> None:
    name, vendor, address = remote
    erp = connect(name, vendor, address, timeout=0.3)
    vendor.faults = ["silence"] * 4
    with pytest.raises(ErpUnavailable, match="in time") as told:
        erp.find_customers(document="52998224725")
    _names_only_the_host(told.value)


def test_a_system_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    for name, kind in VENDORS.items():
        with pytest.raises(ErpUnavailable, match=r"127\.0\.0\.1 cannot be reached"):
            connect(name, kind(provider(tmp_path)), "http://127.0.0.1:9").find_customers(document="52998224725")


class _Broken:
    """Whatever would unlock is answered with this."""

    def __init__(self, vendor: Vendor, told: Answer = (502, {})) -> None:
        self._vendor = vendor
        self._answer = vendor.answer
        self._told = told
        self.changes = 0

    def __enter__(self) -> None:
        def answer(method: str, path: str, headers: object, sent: dict[str, object]) -> tuple[int, object]:
            if "liberacaopromessa" in path or "desbloqueio_confianca" in path:
                self.changes += 1
                return self._told
            return self._answer(method, path, headers, sent)  # type: ignore[arg-type]

        self._vendor.answer = answer  # type: ignore[method-assign, assignment]

    def __exit__(self, *_: object) -> None:
        self._vendor.answer = self._answer  # type: ignore[method-assign]


def _names_only_the_host(error: ErpUnavailable) -> None:
    told = f"{error.data} {error.message('en')} {error.message('pt-BR')}"
    assert "127.0.0.1" in told
    assert not [secret for secret in SECRETS if secret in told]
