"""SGP (TSMX): `app` and `token` in every form, searches by contract; `/ws/ura` on old installations, else `/api/ura`.

A customer's id is its first contract: there is no search by customer. An invoice is `contract-invoice`. A contract's
region is its access point (POP), which outages are listed by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from tecnocursos.kit.text import fold
from tecnocursos.kit.value import Value
from tecnocursos.support.adapters.erp_http import BaseUrl
from tecnocursos.support.adapters.json_values import (
    address_of,
    cents_of,
    day_of,
    digits_in,
    moment_of,
    number_of,
    rows_of,
    text_of,
)
from tecnocursos.support.adapters.not_offered import NO_CONTRACT, NO_CUSTOMER, NO_INVOICE, NO_PIX, ByPerson, remark_of
from tecnocursos.support.adapters.visit_windows import slot_between
from tecnocursos.support.ports import (
    Connection,
    ContractStatus,
    Done,
    ErpContract,
    ErpCustomer,
    Invoice,
    Outage,
    Unlocked,
    UnlockOffer,
    Visit,
)

_OPEN_ORDER: Final = ("aberta", "pendente", "agendada")


class SgpAccess(Value):
    base_url: BaseUrl
    app: str
    token: str
    is_old: bool = False
    """Its interface is under `/ws/ura`."""
    unlock_days: int = 3
    """What a customer is told before; how many it gives is the system's to say."""


class Sgp(ByPerson[SgpAccess]):
    """See `tecnocursos.support.ports.Erp`."""

    def find_customers(self, document: str) -> Sequence[ErpCustomer]:
        groups: dict[str, list[Mapping[str, Any]]] = {}
        for row in self._contracts(cpfcnpj=document):
            groups.setdefault(digits_in(row.get("cpfCnpj")), []).append(row)
        return [self._customer(group) for group in groups.values()]

    def get_customer(self, customer_id: str) -> ErpCustomer:
        document = digits_in(self._row(customer_id).get("cpfCnpj"))
        return self._customer(self._contracts(cpfcnpj=document))

    def open_invoices(self, customer_id: str) -> Sequence[Invoice]:
        customer = self.get_customer(customer_id)
        invoices = [
            invoice
            for contract in customer.contracts
            for row in self._bills(contract.id)
            if (invoice := _invoice(contract.id, row))
        ]
        return sorted(invoices, key=lambda invoice: (invoice.due_on, invoice.id))

    def invoice_pdf(self, invoice_id: str) -> bytes:
        return self._linked_pdf(self._bill(invoice_id))

    def pix_code(self, invoice_id: str) -> str:
        contract, _, invoice = invoice_id.partition("-")
        code = text_of(self._bill(invoice_id), "codigopix", "codigoPix")
        if code is None:
            answer = self._ask(f"/pagamento/pix/{invoice}", contrato=contract)
            code = text_of(answer, "codigoPix", "codigopix", "pix")
        if code is None:
            raise self._http.refused(*NO_PIX)
        return code

    def unlock_offer(self, contract_id: str) -> UnlockOffer:
        return self._offer_by(_status(self._row(contract_id)))

    def unlock(self, contract_id: str, *, key: str) -> Unlocked:
        """A contract that is not blocked any more was unlocked by the same wish before."""
        days, protocol = self._access.unlock_days, None
        if _status(self._row(contract_id)) != "active":
            # The one call that is JSON.
            sent = {**self._credentials(), "contrato": contract_id, "conteudo": f"WhatsApp {remark_of(key)}"}
            answer = self._checked(self._http.change("POST", f"{self._root}/liberacaopromessa/", json=sent))
            if answer.get("liberado") is False:
                raise self._http.refused_as_told(text_of(answer, "msg"))
            days = int(number_of(answer.get("liberado_dias")) or days)
            protocol = text_of(answer, "protocolo")
        until = self._now().date() + timedelta(days=days)
        return Unlocked(days=days, until=until, erp_protocol=protocol)

    def connection(self, contract_id: str) -> Connection:
        answer = self._ask("/verificaacesso/", contrato=contract_id, status_all="1")
        online = answer.get("online")
        is_online = online if isinstance(online, bool) else text_of(answer, "status") in ("1", "online")
        signal = number_of(answer.get("onu_rx") or answer.get("sinal_rx"))
        return Connection(is_online=is_online, since=moment_of(answer.get("ultima_conexao")), signal_dbm=signal)

    def outages(self, region: str | None = None) -> Sequence[Outage]:
        query = self._credentials()
        found = self._http.read("GET", f"{self._root}/manutencao/list/", params=query)
        rows = rows_of(
            {"rows": found} if isinstance(found, list) else self._checked(found), "manutencoes", "list", "rows"
        )
        outages = [outage for row in rows if (outage := self._outage(row))]
        return [outage for outage in outages if region is None or fold(outage.region) == fold(region)]

    def open_visit(self, contract_id: str) -> Visit | None:
        found = self._ask("/ordemservico/list/", contrato=contract_id)
        for row in rows_of(found, "ordens_servicos", "ordens_servico", "list"):
            begins = moment_of(row.get("data_agendamento"))
            ends = moment_of(row.get("data_agendamento_fim")) or (begins and begins + timedelta(hours=4))
            is_open = fold(text_of(row, "status") or "").startswith(_OPEN_ORDER)
            if is_open and begins and ends and ends > self._clock():
                return Visit(
                    id=text_of(row, "id", "numero") or "",
                    erp_protocol=text_of(row, "protocolo", "ocorrencia"),
                    slot=slot_between(begins, ends),
                    reason=text_of(row, "motivo", "conteudo") or "",
                )
        return None

    def schedule_visit(self, contract_id: str, slot_id: str, reason: str, *, key: str) -> Visit:
        """Opens the order with its time; one that stands is moved by a person only."""
        standing = self.open_visit(contract_id)
        if standing and standing.slot.id == slot_id:
            return standing
        if standing:
            self._not_offered()
        slot = self._slot(slot_id)
        answer = self._open(
            contract_id, f"{reason} {remark_of(key)}", data_hora_agendamento=f"{slot.begins:%Y-%m-%d %H:%M}"
        )
        protocol = text_of(answer, "protocolo")
        return Visit(id=protocol or key, erp_protocol=protocol, slot=slot, reason=reason)

    def cancel_visit(self, contract_id: str, visit_id: str, *, key: str) -> Done:  # noqa: ARG002
        self._not_offered()

    def open_ticket(self, customer_id: str, subject: str, text: str, *, key: str) -> Done:
        for row in rows_of(self._ask("/ocorrencia/list/", contrato=customer_id), "ocorrencias", "list"):
            if remark_of(key) in (text_of(row, "conteudo") or ""):
                return Done(erp_protocol=text_of(row, "protocolo", "numero"))
        answer = self._open(customer_id, f"{subject}: {text} {remark_of(key)}")
        return Done(erp_protocol=text_of(answer, "protocolo"))

    def _open(self, contract_id: str, content: str, **told: str) -> Mapping[str, Any]:
        form = {**self._credentials(), "contrato": contract_id, "conteudo": content, **told}
        return self._checked(self._http.change("POST", f"{self._root}/chamado/", data=form))

    def _contracts(self, **by: str) -> list[Mapping[str, Any]]:
        return rows_of(self._ask("/consultacliente/", **by), "contratos")

    def _row(self, contract_id: str) -> Mapping[str, Any]:
        for row in self._contracts(contrato=contract_id):
            if text_of(row, "contratoId") == contract_id:
                return row
        raise self._http.refused(*NO_CONTRACT)

    def _customer(self, rows: Sequence[Mapping[str, Any]]) -> ErpCustomer:
        """Only what the port names: rows hold the service's password (`servico_senha`), which ends here."""
        if not rows:
            raise self._http.refused(*NO_CUSTOMER)
        first = rows[0]
        phones = first.get("telefones")
        listed = [str(phone) for phone in phones if isinstance(phone, str | int)] if isinstance(phones, list) else []
        contracts = [_contract(row) for row in rows]
        return ErpCustomer(
            id=contracts[0].id,
            name=text_of(first, "razaoSocial") or "",
            document=digits_in(first.get("cpfCnpj")),
            birth_date=day_of(first.get("dataNascimento")),
            phones=tuple(dict.fromkeys([*listed, *filter(None, [text_of(first, "telefone", "celular")])])),
            contracts=tuple(contracts),
        )

    def _bills(self, contract_id: str) -> list[Mapping[str, Any]]:
        # Otherwise each question opens a ticket there.
        found = self._ask(
            "/fatura2via/", contrato=contract_id, nao_gerar_os="1", faturas_abertas_todas="1", link_pdf="1"
        )
        return rows_of(found, "links")

    def _bill(self, invoice_id: str) -> Mapping[str, Any]:
        contract, _, invoice = invoice_id.partition("-")
        for row in self._bills(contract):
            if text_of(row, "fatura", "id") == invoice:
                return row
        raise self._http.refused(*NO_INVOICE)

    def _outage(self, row: Mapping[str, Any]) -> Outage | None:
        since = moment_of(row.get("data_inicio"))
        ends = moment_of(row.get("data_fim") or row.get("previsao"))
        now = self._clock()
        if since is None or (ends is not None and ends < now) or since > now + timedelta(days=1):
            return None
        return Outage(
            id=text_of(row, "id") or "",
            region=text_of(row, "pop", "regiao", "bairro") or "",
            since=since,
            forecast=ends,
            message=text_of(row, "mensagem_central", "mensagem", "descricao"),
            is_planned=since > now,
        )

    def _ask(self, path: str, **form: str) -> Mapping[str, Any]:
        return self._checked(self._http.read("POST", self._root + path, data={**self._credentials(), **form}))

    @property
    def _root(self) -> str:
        return "/ws/ura" if self._access.is_old else "/api/ura"

    def _credentials(self) -> dict[str, str]:
        return {"app": self._access.app, "token": self._access.token}

    def _checked(self, answer: Any) -> Mapping[str, Any]:
        if not isinstance(answer, Mapping):
            raise self._http.unclear()
        told = text_of(answer, "msg", "detail", "erro") or ""
        if "autenti" in fold(told) or "token" in fold(told) or "credenc" in fold(told):
            raise self._http.unavailable("refused the credentials", "recusou as credenciais")
        if answer.get("error") or answer.get("erro"):
            raise self._http.refused_as_told(told)
        return answer


def _contract(row: Mapping[str, Any]) -> ErpContract:
    street, number, district = (text_of(row, f"endereco_{part}") for part in ("logradouro", "numero", "bairro"))
    return ErpContract(
        id=text_of(row, "contratoId") or "",
        plan=text_of(row, "planointernet", "servico_plano") or "",
        address=address_of(street, number, district),
        region=text_of(row, "popNome", "pop") or district,
        status=_status(row),
    )


def _status(row: Mapping[str, Any]) -> ContractStatus:
    shown = fold(text_of(row, "contratoStatusDisplay") or "")
    if "cancel" in shown or "inativ" in shown:
        return "cancelled"
    if "reduz" in shown:
        return "reduced"
    return "suspended" if "suspens" in shown or "bloque" in shown else "active"


def _invoice(contract_id: str, row: Mapping[str, Any]) -> Invoice | None:
    due_on, cents, number = day_of(row.get("vencimento")), cents_of(row.get("valor")), text_of(row, "fatura", "id")
    if due_on is None or cents is None or number is None:
        return None
    return Invoice(
        id=f"{contract_id}-{number}",
        contract_id=contract_id,
        due_on=due_on,
        amount_cents=cents,
        digitable_line=text_of(row, "linhadigitavel"),
        has_pdf=text_of(row, "link") is not None,
        has_pix=True,
    )
