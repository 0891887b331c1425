"""IXC Provedor: tables under `/webservice/v1`, a query in a POST with the header `ixcsoft: listar`, Basic credentials.

Installations differ in how they unlock, so that path and parameter are settings. Its interface names no outages.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

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
from tecnocursos.support.adapters.not_offered import NO_PIX, ByPerson, remark_of
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

_ROOT: Final = "/webservice/v1"
_BLOCKED: Final = frozenset({"CM", "CA", "FA"})
_ALREADY_UNLOCKED: Final = "107"


class IxcAccess(Value):
    base_url: BaseUrl
    user: str
    token: str
    unlock_path: str = "desbloqueio_confianca"
    unlock_parameter: str = "id"
    """`id` or `id_contrato`, as this installation has it."""
    unlock_days: int = 3
    ticket_subject: str = "1"
    """`id_assunto` of tickets and visits."""
    ticket_sector: str = "1"


class Ixc(ByPerson[IxcAccess]):
    """See `tecnocursos.support.ports.Erp`."""

    def find_customers(self, document: str) -> Sequence[ErpCustomer]:
        return [self._customer(row) for row in self._list("cliente", "cnpj_cpf", _written(document))]

    def get_customer(self, customer_id: str) -> ErpCustomer:
        return self._customer(self._one("cliente", customer_id))

    def open_invoices(self, customer_id: str) -> Sequence[Invoice]:
        rows = self._list("fn_areceber", "id_cliente", customer_id)
        invoices = [invoice for row in rows if text_of(row, "status") == "A" and (invoice := _invoice(row))]
        return sorted(invoices, key=lambda invoice: (invoice.due_on, invoice.id))

    def invoice_pdf(self, invoice_id: str) -> bytes:
        sent = {
            "boletos": invoice_id, "juro": "N", "multa": "N", "atualiza_boleto": "N", "tipo_boleto": "arquivo",
            "base64": "S",
        }  # fmt: skip
        answer = self._http.read("POST", f"{_ROOT}/get_boleto", json=sent, headers=self._headers)
        content = answer if isinstance(answer, str) else text_of(self._checked(answer), "base64", "arquivo", "boleto")
        try:
            pdf = base64.b64decode(content or "", validate=True)
        except ValueError:
            pdf = b""
        if not pdf.startswith(b"%PDF"):
            raise self._http.unavailable("gave something else than a PDF", "deu outra coisa em vez de um PDF")
        return pdf

    def pix_code(self, invoice_id: str) -> str:
        sent = {"id_areceber": invoice_id}
        answer = self._checked(self._http.read("POST", f"{_ROOT}/get_pix", json=sent, headers=self._headers))
        pix = answer.get("pix")
        qr_code = pix.get("qrCode") if isinstance(pix, Mapping) else None
        code = text_of(qr_code, "qrcode") if isinstance(qr_code, Mapping) else None
        if code is None:
            raise self._http.refused(*NO_PIX)
        return code

    def unlock_offer(self, contract_id: str) -> UnlockOffer:
        """Its own rules are known only when it is asked to unlock."""
        row = self._one("cliente_contrato", contract_id)
        reason = None
        if text_of(row, "status_internet") not in _BLOCKED:
            reason = "O contrato não está bloqueado."
        elif text_of(row, "desbloqueio_confianca_ativo") == "S":
            reason = "O desbloqueio em confiança já foi usado."
        return UnlockOffer(is_allowed=reason is None, days=self._access.unlock_days, reason=reason)

    def unlock(self, contract_id: str, *, key: str) -> Unlocked:  # noqa: ARG002
        """One that is unlocked already (code 107) was so by the same wish before."""
        path = f"{_ROOT}/{self._access.unlock_path}"
        sent = {self._access.unlock_parameter: contract_id}
        answer = self._http.change("POST", path, json=sent, headers=self._headers)
        if not isinstance(answer, Mapping):
            raise self._http.unclear()
        is_done = text_of(answer, "tipo", "type") in ("sucesso", "success")
        if not is_done and text_of(answer, "codigo") != _ALREADY_UNLOCKED:
            raise self._http.refused_as_told(text_of(answer, "mensagem", "message"))
        until = self._now().date() + timedelta(days=self._access.unlock_days)
        return Unlocked(days=self._access.unlock_days, until=until, erp_protocol=None)

    def connection(self, contract_id: str) -> Connection:
        logins = self._list("radusuarios", "id_contrato", contract_id)
        if not logins:
            return Connection(is_online=False, since=None, signal_dbm=None)
        login = logins[0]
        onus = self._list("radpop_radio_cliente_fibra", "id_login", text_of(login, "id") or "")
        is_online = text_of(login, "online") in ("S", "1")
        since = moment_of(login.get("ultima_conexao_inicial" if is_online else "ultima_conexao_final"))
        signal = number_of(onus[0].get("sinal_rx")) if onus else None
        return Connection(is_online=is_online, since=since, signal_dbm=signal)

    def outages(self, region: str | None = None) -> Sequence[Outage]:  # noqa: ARG002
        return ()

    def open_visit(self, contract_id: str) -> Visit | None:
        for row in self._list("su_oss_chamado", "id_contrato_kit", contract_id):
            begins, ends = moment_of(row.get("data_agenda")), moment_of(row.get("data_agenda_final"))
            if text_of(row, "status") == "AG" and begins and ends and ends > self._clock():
                return Visit(
                    id=text_of(row, "id") or "",
                    erp_protocol=text_of(row, "protocolo"),
                    slot=slot_between(begins, ends),
                    reason=text_of(row, "mensagem") or "",
                )
        return None

    def schedule_visit(self, contract_id: str, slot_id: str, reason: str, *, key: str) -> Visit:
        standing = self.open_visit(contract_id)
        if standing and standing.slot.id == slot_id:
            return standing
        slot = self._slot(slot_id)
        order_id, protocol = (standing.id, standing.erp_protocol) if standing else (None, None)
        if order_id is None:
            contract = self._one("cliente_contrato", contract_id)
            remark = remark_of(key)
            known = self._list("su_oss_chamado", "id_contrato_kit", contract_id)
            order_id = next((text_of(row, "id") for row in known if remark in (text_of(row, "mensagem") or "")), None)
            order_id = order_id or self._insert(
                "su_oss_chamado",
                id_cliente=text_of(contract, "id_cliente") or "",
                id_contrato_kit=contract_id,
                id_assunto=self._access.ticket_subject,
                setor=self._access.ticket_sector,
                tipo="C",
                status="A",
                mensagem=f"{reason} {remark}",
            )
        self._insert(
            "su_oss_chamado_reagendar",
            id_chamado=order_id,
            status="AG",
            data_agendamento=f"{slot.begins:%Y-%m-%d %H:%M:%S}",
            data_agendamento_final=f"{slot.ends:%Y-%m-%d %H:%M:%S}",
            mensagem=f"{reason} {remark_of(key)}",
        )
        return Visit(id=order_id, erp_protocol=protocol, slot=slot, reason=reason)

    def cancel_visit(self, contract_id: str, visit_id: str, *, key: str) -> Done:  # noqa: ARG002
        self._not_offered()

    def open_ticket(self, customer_id: str, subject: str, text: str, *, key: str) -> Done:
        for row in self._list("su_ticket", "id_cliente", customer_id):
            if remark_of(key) in (text_of(row, "menssagem", "mensagem") or ""):
                return Done(erp_protocol=text_of(row, "protocolo"))
        answer = self._http.change("POST", f"{_ROOT}/gerar_protocolo_atendimento", json={}, headers=self._headers)
        protocol = text_of(answer, "protocolo") if isinstance(answer, Mapping) else str(answer)
        self._insert(
            "su_ticket",
            id_cliente=customer_id,
            id_assunto=self._access.ticket_subject,
            id_ticket_setor=self._access.ticket_sector,
            protocolo=protocol or "",
            titulo=subject,
            menssagem=f"{text} {remark_of(key)}",  # the table's own spelling
            tipo="C",
            prioridade="M",
            su_status="N",
        )
        return Done(erp_protocol=protocol)

    def _customer(self, row: Mapping[str, Any]) -> ErpCustomer:
        """Only what the port names: rows hold the password of the customer's portal (`senha`), which ends here."""
        customer_id = text_of(row, "id") or ""
        district = text_of(row, "bairro")
        address = address_of(text_of(row, "endereco"), text_of(row, "numero"), district)
        phones = (text_of(row, name) for name in ("telefone_celular", "whatsapp", "fone", "telefone_comercial"))
        return ErpCustomer(
            id=customer_id,
            name=text_of(row, "razao") or "",
            document=digits_in(row.get("cnpj_cpf")),
            birth_date=day_of(row.get("data_nascimento")),
            phones=tuple(dict.fromkeys(phone for phone in phones if phone)),
            contracts=tuple(
                ErpContract(
                    id=text_of(contract, "id") or "",
                    plan=text_of(contract, "contrato") or "",
                    address=address,
                    region=district,
                    status=_status(contract),
                )
                for contract in self._list("cliente_contrato", "id_cliente", customer_id)
            ),
        )

    @property
    def _headers(self) -> dict[str, str]:
        token = base64.b64encode(f"{self._access.user}:{self._access.token}".encode()).decode()
        return {"Authorization": f"Basic {token}"}

    def _one(self, table: str, row_id: str) -> Mapping[str, Any]:
        rows = self._list(table, "id", row_id)
        if not rows:
            raise self._http.refused("there is no such record", "não há esse registro")
        return rows[0]

    def _list(self, table: str, field: str, query: str) -> list[Mapping[str, Any]]:
        sent = {
            "qtype": f"{table}.{field}", "query": query, "oper": "=", "page": "1", "rp": "100",
            "sortname": f"{table}.id", "sortorder": "asc",
        }  # fmt: skip
        headers = {**self._headers, "ixcsoft": "listar"}
        return rows_of(
            self._checked(self._http.read("POST", f"{_ROOT}/{table}", json=sent, headers=headers)), "registros"
        )

    def _insert(self, table: str, **fields: str) -> str:
        headers = {**self._headers, "ixcsoft": "incluir"}
        answer = self._checked(self._http.change("POST", f"{_ROOT}/{table}", json=fields, headers=headers))
        return text_of(answer, "id") or ""

    def _checked(self, answer: Any) -> Mapping[str, Any]:
        if not isinstance(answer, Mapping):
            raise self._http.unclear()
        if text_of(answer, "type", "tipo") in ("error", "erro"):
            raise self._http.refused_as_told(text_of(answer, "message", "mensagem"))
        return answer


def _status(contract: Mapping[str, Any]) -> ContractStatus:
    internet = text_of(contract, "status_internet")
    if internet == "D" or text_of(contract, "status") in ("I", "C", "D"):
        return "cancelled"
    return "suspended" if internet in _BLOCKED else "active"


def _invoice(row: Mapping[str, Any]) -> Invoice | None:
    due_on, cents, invoice_id = day_of(row.get("data_vencimento")), cents_of(row.get("valor")), text_of(row, "id")
    if due_on is None or cents is None or invoice_id is None:
        return None
    return Invoice(
        id=invoice_id,
        contract_id=text_of(row, "id_contrato"),
        due_on=due_on,
        amount_cents=cents,
        digitable_line=text_of(row, "linha_digitavel"),
        has_pdf=True,
        has_pix=True,
    )


def _written(document: str) -> str:
    """As the table holds it: `529.982.247-25`, `11.222.333/0001-81`."""
    if len(document) == 11:
        return f"{document[:3]}.{document[3:6]}.{document[6:9]}-{document[9:]}"
    return f"{document[:2]}.{document[2:5]}.{document[5:8]}/{document[8:12]}-{document[12:]}"
