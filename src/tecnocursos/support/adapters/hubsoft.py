"""HubSoft (github.com/hubsoftbrasil/api, 2024): tokens of 30 days that may end earlier, searches by a customer's code.

Ids carry what the searches need: a contract is `code-service`, an invoice `code-invoice`. Warnings of an outage come
with a customer only, so that a contract's region is its customer's `code`, and outages of all regions are not known.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from tecnocursos.kit.clock import Clock, utc_now
from tecnocursos.kit.value import Value
from tecnocursos.support.adapters.erp_http import BaseUrl, ErpHttp, Json, Unauthorized
from tecnocursos.support.adapters.json_values import (
    cents_of,
    day_of,
    digits_in,
    moment_of,
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

_API: Final = "/api/v1/integracao"
_STATUSES: Final[Mapping[str, ContractStatus]] = {
    "servico_habilitado": "active",
    "servico_reduzido": "reduced",
    "suspenso_debito": "suspended",
    "suspenso_parcialmente": "reduced",
    "suspenso_pedido_cliente": "suspended",
    "cancelado": "cancelled",
}
_OPEN: Final = ("pendente", "aguardando_agendamento")


class HubsoftAccess(Value):
    base_url: BaseUrl
    client_id: str
    client_secret: str
    username: str
    password: str
    unlock_days: int = 1
    """Days asked for; the system refuses more than its own limit."""
    visit_removal_reason: int | None = None
    """Of `ordem_servico/create`; without it a visit cannot be cancelled here."""


class Hubsoft(ByPerson[HubsoftAccess]):
    """See `tecnocursos.support.ports.Erp`."""

    def __init__(self, access: HubsoftAccess, clock: Clock = utc_now, http: ErpHttp | None = None) -> None:
        super().__init__(access, clock, http)
        self._token: str | None = None
        self._lock = threading.Lock()

    def find_customers(self, document: str) -> Sequence[ErpCustomer]:
        found = self._read(
            "/cliente", busca="cpf_cnpj", termo_busca=document, cancelado="sim", ultima_conexao="nao", limit="20"
        )
        return [self._customer(row) for row in rows_of(found, "clientes")]

    def get_customer(self, customer_id: str) -> ErpCustomer:
        return self._customer(self._row(customer_id))

    def open_invoices(self, customer_id: str) -> Sequence[Invoice]:
        invoices = [self._invoice(customer_id, row) for row in self._bills(customer_id)]
        return sorted((invoice for invoice in invoices if invoice), key=lambda invoice: (invoice.due_on, invoice.id))

    def invoice_pdf(self, invoice_id: str) -> bytes:
        return self._linked_pdf(self._bill(invoice_id))

    def pix_code(self, invoice_id: str) -> str:
        code = text_of(self._bill(invoice_id), "pix_copia_cola")
        if code is None:
            raise self._http.refused(*NO_PIX)
        return code

    def unlock_offer(self, contract_id: str) -> UnlockOffer:
        return self._offer_by(_status(self._service(contract_id)))

    def unlock(self, contract_id: str, *, key: str) -> Unlocked:  # noqa: ARG002
        """A contract that is not blocked any more was unlocked by the same wish before."""
        days = self._access.unlock_days
        until = self._now().date() + timedelta(days=days)
        if _status(self._service(contract_id)) != "active":
            sent = {"id_cliente_servico": _second(contract_id), "dias_desbloqueio": str(days)}
            answer = self._change("POST", "/cliente/desbloqueio_confianca", json=sent)
            until = _day_in(text_of(answer, "msg") or "") or until
        return Unlocked(days=days, until=until, erp_protocol=None)

    def connection(self, contract_id: str) -> Connection:
        last = self._service(contract_id).get("ultima_conexao")
        if not isinstance(last, Mapping):
            return Connection(is_online=False, since=None, signal_dbm=None)
        is_online = last.get("conectado") is True
        since = last.get("ultima_conexao_datetime" if is_online else "ultima_desconexao_datetime")
        return Connection(is_online=is_online, since=moment_of(since), signal_dbm=None)

    def outages(self, region: str | None = None) -> Sequence[Outage]:
        if region is None:
            return ()
        row = self._row(region)
        messages = row.get("alerta_mensagens")
        if row.get("alerta") is not True or not isinstance(messages, list) or not messages:
            return ()
        services = rows_of(row, "servicos")
        place = services[0].get("endereco_instalacao") if services else None
        named = text_of(place, "bairro", "cidade") if isinstance(place, Mapping) else None
        message = " ".join(str(message).strip().rstrip(".") + "." for message in messages)
        return (
            Outage(id=f"hubsoft-{region}", region=named or "", since=self._clock(), forecast=None, message=message),
        )

    def open_visit(self, contract_id: str) -> Visit | None:
        for order in self._orders(contract_id):
            begins, ends = (
                moment_of(order.get("data_inicio_programado")),
                moment_of(order.get("data_termino_programado")),
            )
            if text_of(order, "status") == "pendente" and begins and ends and ends > self._clock():
                ticket = order.get("atendimento")
                return Visit(
                    id=_required(text_of(order, "id_ordem_servico"), self._http),
                    erp_protocol=text_of(ticket, "protocolo") if isinstance(ticket, Mapping) else None,
                    slot=slot_between(begins, ends),
                    reason=text_of(order, "descricao_abertura") or "",
                )
        return None

    def schedule_visit(self, contract_id: str, slot_id: str, reason: str, *, key: str) -> Visit:
        standing = self.open_visit(contract_id)
        if standing and standing.slot.id == slot_id:
            return standing
        slot = self._slot(slot_id)
        orders = [order for order in self._orders(contract_id) if text_of(order, "status") in _OPEN]
        protocol = standing.erp_protocol if standing else None
        if orders:
            order_id = _required(text_of(orders[0], "id_ordem_servico"), self._http)
        else:
            ticket = self._ticket(contract_id, f"{reason} {remark_of(key)}", with_order=True)
            protocol = text_of(ticket, "protocolo")
            opened = rows_of(ticket, "ordens_servico")
            order_id = _required(text_of(opened[0], "id_ordem_servico") if opened else None, self._http)
        times = {
            "id_ordem_servico": order_id,
            "data_inicio_programado": f"{slot.begins:%Y-%m-%d}",
            "hora_inicio_programado": f"{slot.begins:%H:%M:%S}",
            "data_termino_programado": f"{slot.ends:%Y-%m-%d}",
            "hora_termino_programado": f"{slot.ends:%H:%M:%S}",
        }
        self._change("POST", "/ordem_servico/reagendar", json=times)
        return Visit(id=order_id, erp_protocol=protocol, slot=slot, reason=reason)

    def cancel_visit(self, contract_id: str, visit_id: str, *, key: str) -> Done:
        if self._access.visit_removal_reason is None:
            self._not_offered()
        if self.open_visit(contract_id) is not None:
            sent = {
                "id_ordem_servico": visit_id,
                "id_motivo_remocao_agendamento": str(self._access.visit_removal_reason),
                "observacao": f"Cancelada pelo cliente no WhatsApp {remark_of(key)}",
            }
            self._change("POST", "/ordem_servico/remove_agendamento", json=sent)
        return Done(erp_protocol=None)

    def open_ticket(self, customer_id: str, subject: str, text: str, *, key: str) -> Done:
        known = self._read(
            "/cliente/atendimento", busca="codigo_cliente", termo_busca=customer_id, apenas_pendente="sim"
        )
        for ticket in rows_of(known, "atendimentos"):
            if remark_of(key) in (text_of(ticket, "descricao_abertura") or ""):
                return Done(erp_protocol=text_of(ticket, "protocolo"))
        contracts = self.get_customer(customer_id).contracts
        if not contracts:
            raise self._http.refused("this customer has no service", "este cliente não tem serviço")
        ticket = self._ticket(contracts[0].id, f"{subject}: {text} {remark_of(key)}", with_order=False)
        return Done(erp_protocol=text_of(ticket, "protocolo"))

    def _ticket(self, contract_id: str, text: str, *, with_order: bool) -> Mapping[str, Any]:
        row = self._row(_first(contract_id))
        sent = {
            "id_cliente_servico": _second(contract_id),
            "descricao": text,
            "nome": text_of(row, "nome_razaosocial") or "",
            "telefone": text_of(row, "telefone_primario") or "",
            "abrir_os": with_order,
        }
        ticket = self._change("POST", "/atendimento", json=sent).get("atendimento")
        if not isinstance(ticket, Mapping):
            raise self._http.unclear()
        return ticket

    def _row(self, code: str) -> Mapping[str, Any]:
        found = self._read("/cliente", busca="codigo_cliente", termo_busca=code, cancelado="sim", ultima_conexao="sim")
        for row in rows_of(found, "clientes"):
            if text_of(row, "codigo_cliente") == code:
                return row
        raise self._http.refused(*NO_CUSTOMER)

    def _customer(self, row: Mapping[str, Any]) -> ErpCustomer:
        """Only what the port names: the answer holds passwords in clear (`senha`, `senhas`), which end here."""
        code = _required(text_of(row, "codigo_cliente"), self._http)
        phones = (text_of(row, f"telefone_{place}") for place in ("primario", "secundario", "terciario"))
        return ErpCustomer(
            id=code,
            name=text_of(row, "nome_razaosocial") or "",
            document=digits_in(row.get("cpf_cnpj")),
            birth_date=day_of(row.get("data_nascimento") or row.get("data_nascmento")),  # the older answers' spelling
            phones=tuple(dict.fromkeys(phone for phone in phones if phone)),
            contracts=tuple(self._contract(code, service) for service in rows_of(row, "servicos")),
        )

    def _contract(self, code: str, service: Mapping[str, Any]) -> ErpContract:
        place = service.get("endereco_instalacao")
        address = text_of(place, "completo") if isinstance(place, Mapping) else None
        service_id = _required(text_of(service, "id_cliente_servico"), self._http)
        return ErpContract(
            id=f"{code}-{service_id}",
            plan=text_of(service, "nome") or "",
            address=address or "",
            region=code,
            status=_status(service),
        )

    def _service(self, contract_id: str) -> Mapping[str, Any]:
        for service in rows_of(self._row(_first(contract_id)), "servicos"):
            if text_of(service, "id_cliente_servico") == _second(contract_id):
                return service
        raise self._http.refused(*NO_CONTRACT)

    def _bills(self, customer_id: str) -> list[Mapping[str, Any]]:
        found = self._read(
            "/cliente/financeiro", busca="codigo_cliente", termo_busca=customer_id, apenas_pendente="sim", limit="50"
        )
        return rows_of(found, "faturas")

    def _bill(self, invoice_id: str) -> Mapping[str, Any]:
        for row in self._bills(_first(invoice_id)):
            if text_of(row, "id_fatura") == _second(invoice_id):
                return row
        raise self._http.refused(*NO_INVOICE)

    def _invoice(self, customer_id: str, row: Mapping[str, Any]) -> Invoice | None:
        due_on, cents, invoice_id = (
            day_of(row.get("data_vencimento")),
            cents_of(row.get("valor")),
            text_of(row, "id_fatura"),
        )
        if due_on is None or cents is None or invoice_id is None:
            return None
        customer = row.get("cliente")
        service = customer.get("servico") if isinstance(customer, Mapping) else None
        service_id = text_of(service, "id_cliente_servico") if isinstance(service, Mapping) else None
        return Invoice(
            id=f"{customer_id}-{invoice_id}",
            contract_id=f"{customer_id}-{service_id}" if service_id else None,
            due_on=due_on,
            amount_cents=cents,
            digitable_line=text_of(row, "linha_digitavel"),
            has_pdf=text_of(row, "link") is not None,
            has_pix=text_of(row, "pix_copia_cola") is not None,
        )

    def _orders(self, contract_id: str) -> list[Mapping[str, Any]]:
        found = self._read("/cliente/ordem_servico", busca="id_cliente_servico", termo_busca=_second(contract_id))
        return rows_of(found, "ordens_servico")

    # Calls, each with a token; one that has ended is renewed once.

    def _read(self, path: str, **query: str) -> Mapping[str, Any]:
        return self._checked(lambda token: self._http.read("GET", _API + path, params=query, headers=_bearer(token)))

    def _change(self, method: str, path: str, *, json: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._checked(lambda token: self._http.change(method, _API + path, json=json, headers=_bearer(token)))

    def _checked(self, call: Callable[[str], Json]) -> Mapping[str, Any]:
        token = self._current_token(None)
        try:
            answer = call(token)
        except Unauthorized:
            answer = call(self._current_token(token))
        if not isinstance(answer, Mapping):
            raise self._http.unclear()
        # The documentation itself says `suscess` in places.
        if text_of(answer, "status") == "error":
            raise self._http.refused_as_told(text_of(answer, "msg"))
        if text_of(answer, "status") is None:
            raise self._http.unclear()
        return answer

    def _current_token(self, ended: str | None) -> str:
        """A new one in place of `ended`, unless another thread has renewed it."""
        with self._lock:
            if self._token is None or self._token == ended:
                sent = {"grant_type": "password", **self._access.model_dump(include=_CREDENTIALS)}
                answer = self._http.change("POST", "/oauth/token", json=sent)
                token = text_of(answer, "access_token") if isinstance(answer, Mapping) else None
                if token is None:
                    raise self._http.unavailable("refused the credentials", "recusou as credenciais")
                self._token = token
            return self._token


_CREDENTIALS: Final = {"client_id", "client_secret", "username", "password"}


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}


def _status(service: Mapping[str, Any]) -> ContractStatus:
    prefix = text_of(service, "status_prefixo") or ""
    return _STATUSES.get(prefix, "suspended" if prefix.startswith("suspens") else "active")


def _first(pair: str) -> str:
    return pair.partition("-")[0]


def _second(pair: str) -> str:
    return pair.partition("-")[2]


def _required(value: str | None, http: ErpHttp) -> str:
    if value is None:
        raise http.unclear()
    return value


def _day_in(text: str) -> date | None:
    """`… até a data 26/11/2018`."""
    return next((day for word in text.split() if (day := day_of(word)) is not None), None)
