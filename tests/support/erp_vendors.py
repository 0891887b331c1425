"""The three vendors' interfaces on this machine, over one provider: as published, with the example's customers behind.

Each has `faults`, which the next requests meet, and `asked`, what was asked of it.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from provider_talks import ZONE

from tecnocursos.support.adapters.fake_erp import FakeErp
from tecnocursos.support.errors import ErpRefused
from tecnocursos.support.ports import ErpCustomer, Invoice

Answer = tuple[int, Any]


class Vendor:
    """A provider's records, and how one vendor shows them."""

    def __init__(self, erp: FakeErp) -> None:
        self.erp = erp
        self.faults: list[Answer | str] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.tickets: list[dict[str, str]] = []
        self.address = ""

    def answer(self, method: str, path: str, headers: Any, sent: dict[str, Any]) -> Answer:
        raise NotImplementedError

    def customer_of(self, contract_id: str) -> ErpCustomer:
        for number in range(1001, 1013):
            customer = self.erp.get_customer(str(number))
            if contract_id in {contract.id for contract in customer.contracts}:
                return customer
        raise KeyError(contract_id)

    def by_document(self, document: str) -> list[ErpCustomer]:
        return list(self.erp.find_customers("".join(filter(str.isalnum, document))))

    def unlock(self, contract_id: str) -> str | None:
        """Why not, or None."""
        try:
            self.erp.unlock(contract_id, key=f"unlock-{len(self.asked)}")
        except ErpRefused as error:
            return str(error.data["reason_pt"])
        return None


class HubsoftVendor(Vendor):
    def __init__(self, erp: FakeErp) -> None:
        super().__init__(erp)
        self.token = "t1"
        self.orders: list[dict[str, Any]] = []

    def answer(self, method: str, path: str, headers: Any, sent: dict[str, Any]) -> Answer:
        if path == "/oauth/token":
            if sent.get("password") != "segredo":
                return 401, {"error": "invalid_credentials"}
            self.token = f"t{len(self.asked)}"
            return 200, {"access_token": self.token, "expires_in": 2592000, "token_type": "Bearer"}
        if headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"message": "Unauthenticated."}
        return self._answer(path.removeprefix("/api/v1/integracao"), sent)

    def _answer(self, path: str, sent: dict[str, Any]) -> Answer:
        term = sent.get("termo_busca", "")
        match path:
            case "/cliente":
                found = {
                    "codigo_cliente": lambda: [self.erp.get_customer(term)],
                    "cpf_cnpj": lambda: self.by_document(term),
                }[sent["busca"]]()
                return 200, {"status": "success", "msg": "ok", "clientes": [self._customer(one) for one in found]}
            case "/cliente/financeiro":
                bills = [self._bill(bill) for bill in self.erp.open_invoices(term)]
                return 200, {"status": "suscess", "msg": "ok", "faturas": bills}
            case "/cliente/desbloqueio_confianca":
                why = self.unlock(sent["id_cliente_servico"])
                until = "Desbloqueio em confiança realizado com sucesso até a data 29/11/2026"
                return 200, {"status": "error" if why else "success", "msg": why or until}
            case "/cliente/atendimento":
                return 200, {"status": "success", "atendimentos": self.tickets}
            case "/cliente/ordem_servico":
                orders = [order for order in self.orders if order["contract"] == term]
                return 200, {"status": "success", "ordens_servico": orders}
            case "/atendimento":
                ticket: dict[str, Any] = {
                    "protocolo": f"P{len(self.tickets) + 1}",
                    "descricao_abertura": sent["descricao"],
                }
                self.tickets.append(dict(ticket))
                if sent.get("abrir_os"):
                    order = {
                        "id_ordem_servico": 340 + len(self.orders),
                        "status": "aguardando_agendamento",
                        "contract": sent["id_cliente_servico"],
                        "descricao_abertura": sent["descricao"],
                        "atendimento": dict(ticket),
                    }
                    self.orders.append(order)
                    ticket["ordens_servico"] = [order]
                return 200, {"status": "success", "msg": "ok", "atendimento": ticket}
            case "/ordem_servico/reagendar" | "/ordem_servico/remove_agendamento":
                (order,) = [
                    order for order in self.orders if str(order["id_ordem_servico"]) == sent["id_ordem_servico"]
                ]
                if path.endswith("reagendar"):
                    for side in ("inicio", "termino"):
                        day, hour = sent[f"data_{side}_programado"], sent[f"hora_{side}_programado"]
                        order[f"data_{side}_programado"] = f"{datetime.fromisoformat(day):%d/%m/%Y} {hour}"
                    order["status"] = "pendente"
                else:
                    order["status"] = "aguardando_agendamento"
                return 200, {"status": "success", "msg": "ok", "ordem_servico": order}
        return 404, {"message": "no route"}

    def _customer(self, customer: ErpCustomer) -> dict[str, Any]:
        prefixes = {"active": "servico_habilitado", "suspended": "suspenso_debito", "cancelled": "cancelado"}
        outages = [
            outage
            for contract in customer.contracts
            for outage in self.erp.outages(contract.region)
            if not outage.is_planned
        ]
        services = [
            {
                "id_cliente_servico": int(contract.id),
                "nome": contract.plan,
                "status_prefixo": prefixes.get(contract.status, "suspenso_parcialmente"),
                "login": "pppoe",
                "senha": "senha-pppoe-em-claro",
                "endereco_instalacao": {"completo": contract.address, "bairro": contract.region},
                "ultima_conexao": {
                    "conectado": self.erp.connection(contract.id).is_online,
                    "ultima_conexao_datetime": "2026-11-26 07:00:00-03",
                    "ultima_desconexao_datetime": "2026-11-26 08:00:00-03",
                },
            }
            for contract in customer.contracts
        ]
        return {
            "codigo_cliente": int(customer.id),
            "nome_razaosocial": customer.name,
            "cpf_cnpj": customer.document,
            "telefone_primario": customer.phones[0] if customer.phones else "",
            "data_nascimento": f"{customer.birth_date} 00:00:00" if customer.birth_date else None,
            "alerta": bool(outages),
            "alerta_mensagens": [outage.message for outage in outages],
            "servicos": services,
        }

    def _bill(self, bill: Invoice) -> dict[str, Any]:
        return {
            "id_fatura": int(bill.id),
            "valor": bill.amount_cents / 100,
            "data_vencimento": f"{bill.due_on:%d/%m/%Y}",
            "linha_digitavel": bill.digitable_line,
            "link": f"{self.address}/boleto/{bill.id}",
            "pix_copia_cola": self.erp.pix_code(bill.id) if bill.has_pix else None,
            "cliente": {"servico": {"id_cliente_servico": bill.contract_id}},
        }


class SgpVendor(Vendor):
    root = "/api/ura"

    def answer(self, method: str, path: str, headers: Any, sent: dict[str, Any]) -> Answer:  # noqa: C901 (a route each)
        if (sent.get("app"), sent.get("token")) != ("whatsapp", "segredo"):
            return 200, {"detail": "As credenciais de autenticação não foram fornecidas."}
        if not path.startswith(self.root):
            return 404, {"detail": "not here"}
        contract = sent.get("contrato", "")
        match path.removeprefix(self.root).strip("/").split("/"):
            case ["consultacliente"]:
                found = [self.customer_of(contract)] if contract else self.by_document(sent["cpfcnpj"])
                rows = [
                    row
                    for customer in found
                    for row in self._rows(customer)
                    if contract in ("", str(row["contratoId"]))
                ]
                return 200, {"msg": "", "contratos": rows}
            case ["fatura2via"]:
                assert sent["nao_gerar_os"] == "1"
                bills = self.erp.open_invoices(self.customer_of(contract).id)
                links = [self._link(bill) for bill in bills if bill.contract_id == contract]
                return 200, {"status": 1, "links": links}
            case ["pagamento", "pix", invoice]:
                try:
                    return 200, {"status": 1, "codigoPix": self.erp.pix_code(invoice)}
                except ErpRefused:
                    return 200, {"status": 0, "msg": "Título sem PIX"}
            case ["liberacaopromessa"]:
                assert headers["Content-Type"] == "application/json"
                why = self.unlock(contract)
                if why:
                    return 200, {"status": 2, "liberado": False, "msg": why}
                return 200, {"status": 1, "liberado": True, "liberado_dias": 3, "protocolo": "SGP1", "msg": "ok"}
            case ["verificaacesso"]:
                is_online = self.erp.connection(contract).is_online
                return 200, {
                    "status": 1 if is_online else 2,
                    "msg": "Serviço Online" if is_online else "Serviço Offline",
                }
            case ["manutencao", "list"]:
                return 200, [self._work(outage) for outage in self.erp.outages()]
            case ["chamado"]:
                ticket = {"protocolo": f"S{len(self.tickets) + 1}", "conteudo": sent["conteudo"], "contrato": contract}
                if "data_hora_agendamento" in sent:
                    ticket |= {
                        "data_agendamento": sent["data_hora_agendamento"],
                        "status": "Aberta",
                        "id": ticket["protocolo"],
                    }
                self.tickets.append(ticket)
                return 200, {"status": 1, "protocolo": ticket["protocolo"]}
            case ["ocorrencia", "list"]:
                return 200, {"ocorrencias": [ticket for ticket in self.tickets if ticket["contrato"] == contract]}
            case ["ordemservico", "list"]:
                orders = [ticket for ticket in self.tickets if ticket["contrato"] == contract and "status" in ticket]
                return 200, {"ordens_servicos": orders}
        return 404, {"detail": "no route"}

    def _rows(self, customer: ErpCustomer) -> list[dict[str, Any]]:
        shown = {"active": "Ativo", "suspended": "Suspenso", "reduced": "Ativo V. Reduzida", "cancelled": "Cancelado"}
        return [
            {
                "contratoId": int(contract.id),
                "clienteId": int(customer.id),
                "razaoSocial": customer.name,
                "cpfCnpj": customer.document,
                "dataNascimento": customer.birth_date and f"{customer.birth_date:%d/%m/%Y}",
                "telefones": list(customer.phones),
                "contratoStatusDisplay": shown[contract.status],
                "planointernet": contract.plan,
                "servico_senha": "senha-pppoe-em-claro",
                "endereco_logradouro": contract.address,
                "popNome": contract.region,
            }
            for contract in customer.contracts
        ]

    def _link(self, bill: Invoice) -> dict[str, Any]:
        amount = f"{bill.amount_cents / 100:.2f}".replace(".", ",")
        return {
            "fatura": int(bill.id),
            "valor": amount,
            "vencimento": bill.due_on.isoformat(),
            "linhadigitavel": bill.digitable_line,
            "link": f"{self.address}/boleto/{bill.id}",
        }

    def _work(self, outage: Any) -> dict[str, Any]:
        return {
            "id": outage.id,
            "pop": outage.region,
            "data_inicio": f"{outage.since.astimezone(ZONE):%Y-%m-%d %H:%M:%S}",
            "data_fim": f"{outage.forecast.astimezone(ZONE):%Y-%m-%d %H:%M:%S}",
            "mensagem_central": outage.message,
        }


class OldSgpVendor(SgpVendor):
    root = "/ws/ura"


class IxcVendor(Vendor):
    unlock_parameter = "id"

    def __init__(self, erp: FakeErp) -> None:
        super().__init__(erp)
        self.orders: list[dict[str, Any]] = []

    def answer(self, method: str, path: str, headers: Any, sent: dict[str, Any]) -> Answer:
        expected = base64.b64encode(b"7:segredo").decode()
        if headers.get("Authorization") != f"Basic {expected}":
            return 401, {"type": "error", "message": "Token inválido"}
        table = path.removeprefix("/webservice/v1/")
        if headers.get("ixcsoft") == "listar":
            rows = self._rows(table, sent["qtype"].removeprefix(f"{table}."), sent["query"])
            return 200, {"page": "1", "total": len(rows), "registros": rows}
        return self._act(table, sent)

    def _act(self, table: str, sent: dict[str, Any]) -> Answer:
        match table:
            case "get_boleto":
                return 200, base64.b64encode(self.erp.invoice_pdf(sent["boletos"])).decode()
            case "get_pix":
                try:
                    return 200, {
                        "type": "success",
                        "pix": {"qrCode": {"qrcode": self.erp.pix_code(sent["id_areceber"])}},
                    }
                except ErpRefused:
                    return 200, {"type": "error", "message": "Sem PIX"}
            case "desbloqueio_confianca":
                contract = sent.get(self.unlock_parameter, "")
                if self.erp.unlock_offer(contract).reason == "O contrato não está bloqueado.":
                    return 200, {"tipo": "erro", "codigo": "107", "mensagem": "Contrato já desbloqueado"}
                why = self.unlock(contract)
                return 200, {"tipo": "erro", "codigo": "109", "mensagem": why} if why else {"tipo": "sucesso"}
            case "gerar_protocolo_atendimento":
                return 200, {"protocolo": f"I{len(self.tickets) + 1}"}
            case "su_ticket":
                self.tickets.append(sent)
                return 200, {
                    "type": "success",
                    "message": "Registro inserido com sucesso!",
                    "id": str(len(self.tickets)),
                }
            case "su_oss_chamado":
                self.orders.append({**sent, "id": str(len(self.orders) + 1)})
                return 200, {"type": "success", "id": self.orders[-1]["id"]}
            case "su_oss_chamado_reagendar":
                order = self.orders[int(sent["id_chamado"]) - 1]
                order |= {
                    "status": "AG",
                    "data_agenda": sent["data_agendamento"],
                    "data_agenda_final": sent["data_agendamento_final"],
                }
                return 200, {"type": "success", "id": "1"}
        return 404, {"type": "error", "message": "Recurso não existe"}

    def _rows(self, table: str, field: str, query: str) -> list[dict[str, Any]]:
        customers = [self.erp.get_customer(str(number)) for number in range(1001, 1013)]
        internet = {"active": "A", "suspended": "CA", "reduced": "FA", "cancelled": "D"}
        made: dict[str, Callable[[], list[dict[str, Any]]]] = {
            "cliente": lambda: [
                {
                    "id": one.id,
                    "razao": one.name,
                    "cnpj_cpf": _marked(one.document),
                    "telefone_celular": one.phones[0] if one.phones else "",
                    "data_nascimento": str(one.birth_date or ""),
                    "endereco": one.contracts[0].address,
                    "bairro": one.contracts[0].region,
                    "senha": "senha-pppoe-em-claro",
                }
                for one in customers
            ],
            "cliente_contrato": lambda: [
                {
                    "id": contract.id,
                    "id_cliente": one.id,
                    "contrato": contract.plan,
                    "status": "A",
                    "status_internet": internet[contract.status],
                }
                for one in customers
                for contract in one.contracts
            ],
            "fn_areceber": lambda: [
                {
                    "id": bill.id,
                    "id_cliente": one.id,
                    "id_contrato": bill.contract_id,
                    "status": "A",
                    "valor": f"{bill.amount_cents / 100:.2f}",
                    "data_vencimento": bill.due_on.isoformat(),
                    "linha_digitavel": bill.digitable_line,
                }
                for one in customers
                for bill in self.erp.open_invoices(one.id)
            ],
            "radusuarios": lambda: [
                {
                    "id": f"9{contract.id}",
                    "id_contrato": contract.id,
                    "senha": "senha-pppoe-em-claro",
                    "online": "S" if self.erp.connection(contract.id).is_online else "N",
                }
                for one in customers
                for contract in one.contracts
            ],
            "radpop_radio_cliente_fibra": lambda: [
                {
                    "id": "1",
                    "id_login": f"9{contract.id}",
                    "sinal_rx": str(self.erp.connection(contract.id).signal_dbm or ""),
                }
                for one in customers
                for contract in one.contracts
            ],
            "su_ticket": lambda: list(self.tickets),
            "su_oss_chamado": lambda: list(self.orders),
        }
        return [row for row in made[table]() if str(row.get(field, "")) == query]


@contextmanager
def served(vendor: Vendor) -> Iterator[str]:
    """Its address."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            parts = urlsplit(self.path)
            sent: dict[str, Any] = dict(parse_qsl(parts.query))
            if "json" in (self.headers.get("Content-Type") or ""):
                sent |= json.loads(body)
            else:
                sent |= dict(parse_qsl(body.decode()))
            vendor.asked.append((parts.path, sent))
            fault = vendor.faults.pop(0) if vendor.faults else None
            if fault == "silence":
                stopped.wait(20)
                return
            if parts.path.startswith("/boleto/"):
                self._send(200, vendor.erp.invoice_pdf(parts.path.rpartition("/")[2]), "application/pdf")
                return
            if isinstance(fault, str):
                self._send(200, fault.encode(), "application/json")
                return
            try:
                status, content = fault or vendor.answer(self.command, parts.path, self.headers, sent)
            except (ErpRefused, KeyError):
                status, content = (
                    200,
                    {"status": "error", "type": "error", "erro": "x", "msg": "Registro não encontrado"},
                )
            self._send(status, json.dumps(content).encode(), "application/json")

        do_GET = do_POST = _serve  # noqa: N815 (the names that http.server calls)

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    stopped = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    vendor.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield vendor.address
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _marked(document: str) -> str:
    if len(document) == 11:
        return f"{document[:3]}.{document[3:6]}.{document[6:9]}-{document[9:]}"
    return f"{document[:2]}.{document[2:5]}.{document[5:8]}/{document[8:12]}-{document[12:]}"
