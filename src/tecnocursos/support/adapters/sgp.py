"""SGP (TSMX): `app` and `token` in every form, searches by contract; `/ws/ura` on old installations, else `/api/ura`.

A customer's id is its first contract: there is no search by customer. An invoice is `contract-invoice`. A contract's
region is its access point (POP), which outages are listed by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tecnocursos.kit.clock import Clock, utc_now
from tecnocursos.kit.text import fold
from tecnocursos.kit.value import Value
from tecnocursos.support.adapters.erp_http import ErpHttp
from tecnocursos.support.adapters.json_values import (
    ZONE,
    cents_of,
    day_of,
    digits_in,
    moment_of,
    number_of,
    rows_of,
    text_of,
)
from tecnocursos.support.adapters.not_offered import ByPerson, remark_of
from tecnocursos.support.adapters.visit_windows import VisitWindows, slot_between
from tecnocursos.support.phones import international
from tecnocursos.support.ports import (
    Connection,
    Done,
    ErpContract,
    ErpCustomer,
    Invoice,
    Outage,
    Unlocked,
    UnlockOffer,
    Visit,
    VisitSlot,
)

_OPEN_ORDER: Final = ("aberta", "pendente", "agendada")


class SgpAccess(Value):
    base_url: Annotated[str, Field(pattern=r"^https?://[^/?#\s]+")]
    app: str
    token: str
    is_old: bool = False
    """Its interface is under `/ws/ura`."""
    unlock_days: int = 3
    """What a customer is told before; how many it gives is the system's to say."""


class Sgp(ByPerson):
    """See `tecnocursos.support.ports.Erp`."""

    def __init__(
        self,
        access: SgpAccess,
        windows: VisitWindows = VisitWindows(),  # noqa: B008 (frozen)
        clock: Clock = utc_now,
        http: ErpHttp | None = None,
    ) -> None:
        self._access = access
        self._root = "/ws/ura" if access.is_old else "/api/ura"
        self._windows = windows
        self._clock = clock
        self._http = http or ErpHttp(access.base_url)

    def find_customers(self, *, document: str | None = None, phone: str | None = None) -> Sequence[ErpCustomer]:
        if document is not None:
            rows = self._contracts(cpfcnpj=document)
        else:
            rows = self._contracts(telefone=international(phone or "").removeprefix("55"))
        groups: dict[str, list[Mapping[str, Any]]] = {}
        for row in rows:
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
        link = text_of(self._bill(invoice_id), "link")
        if link is None:
            raise self._http.refused("this invoice has no file", "esta fatura não tem arquivo")
        return self._http.pdf(link)

    def pix_code(self, invoice_id: str) -> str:
        contract, _, invoice = invoice_id.partition("-")
        code = text_of(self._bill(invoice_id), "codigopix", "codigoPix")
        if code is None:
            answer = self._ask(f"/pagamento/pix/{invoice}", contrato=contract)
            code = text_of(answer, "codigoPix", "codigopix", "pix")
        if code is None:
            raise self._http.refused("this invoice has no PIX", "esta fatura não tem PIX")
        return code

    def unlock_offer(self, contract_id: str) -> UnlockOffer:
        """Its own rules are known only when it is asked to unlock."""
        is_blocked = _status(self._row(contract_id)) in ("suspended", "reduced")
        reason = None if is_blocked else "O contrato não está bloqueado."
        return UnlockOffer(is_allowed=is_blocked, days=self._access.unlock_days, reason=reason)

    def unlock(self, contract_id: str, *, key: str) -> Unlocked:
        """A contract that is not blocked any more was unlocked by the same wish before."""
        days, protocol = self._access.unlock_days, None
        if _status(self._row(contract_id)) != "active":
            # The one call that is JSON.
            sent = {**self._credentials(), "contrato": contract_id, "conteudo": f"WhatsApp {remark_of(key)}"}
            answer = self._checked(self._http.change("POST", f"{self._root}/liberacaopromessa/", json=sent))
            if answer.get("liberado") is False:
                raise self._http.refused(text_of(answer, "msg") or "no reason told")
            days = int(number_of(answer.get("liberado_dias")) or days)
            protocol = text_of(answer, "protocolo")
        until = self._clock().astimezone(ZONE).date() + timedelta(days=days)
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

    def visit_slots(self, contract_id: str) -> Sequence[VisitSlot]:  # noqa: ARG002
        return self._windows.slots(self._clock().astimezone(ZONE))

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
        slot = self._windows.slot(slot_id, self._clock().astimezone(ZONE))
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
        raise self._http.refused("there is no such contract", "não há esse contrato")

    def _customer(self, rows: Sequence[Mapping[str, Any]]) -> ErpCustomer:
        """Only what the port names: rows hold the service's password (`servico_senha`), which ends here."""
        if not rows:
            raise self._http.refused("there is no such customer", "não há esse cliente")
        first = rows[0]
        phones = first.get("telefones")
        listed = [str(phone) for phone in phones if isinstance(phone, str | int)] if isinstance(phones, list) else []
        emails = first.get("emails")
        contracts = [_contract(row) for row in rows]
        return ErpCustomer(
            id=contracts[0].id,
            name=text_of(first, "razaoSocial") or "",
            document=digits_in(first.get("cpfCnpj")),
            birth_date=day_of(first.get("dataNascimento")),
            phones=tuple(dict.fromkeys([*listed, *filter(None, [text_of(first, "telefone", "celular")])])),
            email=str(emails[0]) if isinstance(emails, list) and emails else text_of(first, "email"),
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
        raise self._http.refused("there is no such invoice", "não há essa fatura")

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

    def _credentials(self) -> dict[str, str]:
        return {"app": self._access.app, "token": self._access.token}

    def _checked(self, answer: Any) -> Mapping[str, Any]:
        if not isinstance(answer, Mapping):
            raise self._http.unclear()
        told = text_of(answer, "msg", "detail", "erro") or ""
        if "autenti" in fold(told) or "token" in fold(told) or "credenc" in fold(told):
            raise self._http.unavailable("refused the credentials", "recusou as credenciais")
        if answer.get("error") or answer.get("erro"):
            raise self._http.refused(told or "no reason told")
        return answer


def _contract(row: Mapping[str, Any]) -> ErpContract:
    street = " ".join(filter(None, [text_of(row, "endereco_logradouro"), text_of(row, "endereco_numero")]))
    district = text_of(row, "endereco_bairro")
    return ErpContract(
        id=text_of(row, "contratoId") or "",
        plan=text_of(row, "planointernet", "servico_plano") or "",
        address=f"{street} - {district}" if district else street,
        region=text_of(row, "popNome", "pop", "endereco_bairro"),
        status=_status(row),
    )


def _status(row: Mapping[str, Any]) -> Literal["active", "reduced", "suspended", "cancelled"]:
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
