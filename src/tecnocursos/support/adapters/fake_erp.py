"""A provider's system that is a file: for trying customer service, for demonstrations and tests, with honest rules.

What it is asked to do is kept in a second file, whole or not at all and one process at a time, so that several workers
see the same: a contract is unlocked once a month, a visit's window holds as many visits as there are teams, and what is
asked twice with one key is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tecnocursos.kit.clock import Clock, utc_now
from tecnocursos.support.adapters.fake_bills import boleto_pdf, digitable_line, pix_code
from tecnocursos.support.adapters.fake_erp_file import ContractEntry, CustomerEntry, InvoiceEntry, read_erp_file
from tecnocursos.support.adapters.fake_erp_record import Change, Record, Records
from tecnocursos.support.adapters.json_values import ZONE
from tecnocursos.support.adapters.not_offered import NO_CONTRACT, NO_CUSTOMER, NO_INVOICE, NO_PIX
from tecnocursos.support.adapters.visit_windows import VisitWindows, slot_id_of
from tecnocursos.support.errors import ErpRefused
from tecnocursos.support.ports import (
    CancellationTerms,
    Connection,
    Done,
    ErpContract,
    ErpCustomer,
    Invoice,
    Outage,
    Plan,
    Unlocked,
    UnlockOffer,
    Visit,
    VisitSlot,
)


class FakeErp:
    """See `tecnocursos.support.ports.Erp`."""

    def __init__(self, path: Path, state_path: Path, clock: Clock = utc_now, zone: ZoneInfo = ZONE) -> None:
        """Raises ErpFileUnreadable."""
        self._file = read_erp_file(path)
        self._records = Records(state_path, self._file.host)
        self._windows = VisitWindows(hours=self._file.visits.windows, days=self._file.visits.days)
        self._clock = clock
        self._zone = zone

    def find_customers(self, document: str) -> Sequence[ErpCustomer]:
        return [self._customer(entry) for entry in self._file.customers if entry.document == document]

    def get_customer(self, customer_id: str) -> ErpCustomer:
        return self._customer(self._entry(customer_id))

    def open_invoices(self, customer_id: str) -> Sequence[Invoice]:
        invoices = [self._invoice(entry) for entry in self._entry(customer_id).invoices]
        return sorted(invoices, key=lambda invoice: (invoice.due_on, invoice.id))

    def invoice_pdf(self, invoice_id: str) -> bytes:
        customer, entry = self._invoice_entry(invoice_id)
        invoice = self._invoice(entry)
        amount = f"R$ {entry.amount_cents // 100},{entry.amount_cents % 100:02}"
        lines = [self._file.receiver, customer.name, f"{invoice.due_on:%d/%m/%Y}", amount, invoice.digitable_line or ""]
        return boleto_pdf(lines)

    def pix_code(self, invoice_id: str) -> str:
        _, entry = self._invoice_entry(invoice_id)
        if not entry.has_pix:
            raise self._refused(*NO_PIX)
        return pix_code(
            key=self._file.pix_key,
            receiver=self._file.receiver,
            city=self._file.city,
            amount_cents=entry.amount_cents,
            reference=f"FB{entry.id}",
        )

    def unlock_offer(self, contract_id: str) -> UnlockOffer:
        return self._unlock_offer(self._contract_entry(contract_id), self._read())

    def unlock(self, contract_id: str, *, key: str) -> Unlocked:
        entry = self._contract_entry(contract_id)

        def change(state: Record) -> Change:
            offer = self._unlock_offer(entry, state)
            if not offer.is_allowed:
                raise self._refused(offer.reason or "", offer.reason or "")
            until = self._today() + timedelta(days=offer.days)
            return self._change(state, "unlock", contract_id, until=until)

        done = self._do(key, "unlock", contract_id, change)
        return Unlocked(days=self._file.unlock_days, until=done.until or done.on, erp_protocol=done.protocol)

    def connection(self, contract_id: str) -> Connection:
        entry = self._contract_entry(contract_id)
        status = self._contract(entry, self._read()).status
        # An unlock or a cancellation changes what the file tells.
        is_online = entry.is_online if status == entry.status else status in ("active", "reduced")
        return Connection(is_online=is_online, since=self._now() - timedelta(hours=5), signal_dbm=entry.signal_dbm)

    def outages(self, region: str | None = None) -> Sequence[Outage]:
        now = self._now()
        return [
            Outage(
                id=entry.id,
                region=entry.region,
                since=now - timedelta(hours=entry.began_hours_ago),
                forecast=now + timedelta(hours=entry.forecast_in_hours) if entry.forecast_in_hours else None,
                message=entry.message,
                is_planned=entry.is_planned,
            )
            for entry in self._file.outages
            if (region is None or entry.region == region) and entry.began_hours_ago > -24
        ]

    def visit_slots(self, contract_id: str) -> Sequence[VisitSlot]:
        self._contract_entry(contract_id)
        return self._free_slots(self._read(), contract_id)

    def open_visit(self, contract_id: str) -> Visit | None:
        entry = self._contract_entry(contract_id)
        return self._visit(entry, self._read())

    def schedule_visit(self, contract_id: str, slot_id: str, reason: str, *, key: str) -> Visit:
        entry = self._contract_entry(contract_id)

        def change(state: Record) -> Change:
            if slot_id not in {slot.id for slot in self._free_slots(state, contract_id)}:
                raise self._refused("this time is no longer free", "este horário não está mais livre")
            return self._change(state, "visit", contract_id, slot=slot_id, reason=reason)

        done = self._do(key, "visit", contract_id, change)
        visit = self._visit(entry, self._read())
        if visit is not None:
            return visit
        slot = self._windows.slot(slot_id, self._now())
        return Visit(id=key, erp_protocol=done.protocol, slot=slot, reason=reason)

    def cancel_visit(self, contract_id: str, visit_id: str, *, key: str) -> Done:
        entry = self._contract_entry(contract_id)

        def change(state: Record) -> Change:
            visit = self._visit(entry, state)
            if visit is None or visit.id != visit_id:
                raise self._refused("there is no such visit", "não há essa visita")
            return self._change(state, "visit_cancelled", contract_id)

        return Done(erp_protocol=self._do(key, "visit_cancelled", contract_id, change).protocol)

    def plans(self, contract_id: str) -> Sequence[Plan]:
        current = self._plan_id(self._contract_entry(contract_id), self._read())
        return [plan for plan in self._file.plans if plan.id != current]

    def change_plan(self, contract_id: str, plan_id: str, *, key: str) -> Done:
        entry = self._contract_entry(contract_id)

        def change(state: Record) -> Change:
            if self._contract(entry, state).status != "active":
                raise self._refused("the contract is not active", "o contrato não está ativo")
            if plan_id not in {plan.id for plan in self._file.plans} - {self._plan_id(entry, state)}:
                raise self._refused("the contract cannot have this plan", "o contrato não pode ter este plano")
            return self._change(state, "plan", contract_id, plan=plan_id)

        done = self._do(key, "plan", contract_id, change)
        return Done(erp_protocol=done.protocol, effective_on=done.on + timedelta(days=1))

    def cancellation_terms(self, contract_id: str) -> CancellationTerms:
        entry = self._contract_entry(contract_id)
        reason = f"fidelidade: {entry.loyalty_months_left} meses restantes" if entry.loyalty_fee_cents else None
        return CancellationTerms(fee_cents=entry.loyalty_fee_cents, fee_reason=reason, equipment=entry.equipment)

    def cancel_contract(self, contract_id: str, reason: str, *, key: str) -> Done:
        entry = self._contract_entry(contract_id)

        def change(state: Record) -> Change:
            if self._contract(entry, state).status == "cancelled":
                raise self._refused("the contract is cancelled already", "o contrato já está cancelado")
            return self._change(state, "cancel", contract_id, reason=reason)

        done = self._do(key, "cancel", contract_id, change)
        return Done(erp_protocol=done.protocol, effective_on=done.on)

    def open_ticket(self, customer_id: str, subject: str, text: str, *, key: str) -> Done:
        self._entry(customer_id)
        done = self._do(
            key,
            "ticket",
            customer_id,
            lambda state: self._change(state, "ticket", customer_id, reason=f"{subject}: {text}"),
        )
        return Done(erp_protocol=done.protocol)

    # What is so now: the file, and what was done since.

    def _customer(self, entry: CustomerEntry) -> ErpCustomer:
        state = self._read()
        return ErpCustomer(
            id=entry.id,
            name=entry.name,
            document=entry.document,
            birth_date=entry.birth_date,
            phones=entry.phones,
            contracts=tuple(self._contract(contract, state) for contract in entry.contracts),
        )

    def _contract(self, entry: ContractEntry, state: Record) -> ErpContract:
        status = entry.status
        for change in state.changes.values():
            if change.contract != entry.id:
                continue
            if change.kind == "cancel":
                status = "cancelled"
            elif change.kind == "unlock" and change.until and change.until >= self._today() and status == "suspended":
                status = "active"
        plan = next(plan for plan in self._file.plans if plan.id == self._plan_id(entry, state))
        return ErpContract(id=entry.id, plan=plan.name, address=entry.address, region=entry.region, status=status)

    def _plan_id(self, entry: ContractEntry, state: Record) -> str:
        changed = [change.plan for change in state.changes.values() if change.contract == entry.id and change.plan]
        return changed[-1] if changed and changed[-1] else entry.plan

    def _invoice(self, entry: InvoiceEntry) -> Invoice:
        due_on = self._today() + timedelta(days=entry.due_in_days)
        return Invoice(
            id=entry.id,
            contract_id=entry.contract,
            due_on=due_on,
            amount_cents=entry.amount_cents,
            digitable_line=digitable_line(
                bank=self._file.bank, due_on=due_on, amount_cents=entry.amount_cents, reference=entry.id
            ),
            has_pdf=True,
            has_pix=entry.has_pix,
        )

    def _unlock_offer(self, entry: ContractEntry, state: Record) -> UnlockOffer:
        today = self._today()
        unlocked = [
            change.on for change in state.changes.values() if change.kind == "unlock" and change.contract == entry.id
        ]
        if entry.unlocked_days_ago is not None:
            unlocked.append(today - timedelta(days=entry.unlocked_days_ago))
        reason = None
        if self._contract(entry, state).status not in ("suspended", "reduced"):
            reason = "O contrato não está bloqueado."
        elif any((today - day).days < 30 for day in unlocked):
            reason = "O desbloqueio em confiança já foi usado nos últimos 30 dias."
        return UnlockOffer(is_allowed=reason is None, days=self._file.unlock_days, reason=reason)

    def _visit(self, entry: ContractEntry, state: Record) -> Visit | None:
        if entry.id in state.visits:
            key = state.visits[entry.id]
            change = state.changes[key] if key else None
            slot_id = change.slot if change else None
            visit_id, protocol, reason = key, change.protocol if change else None, change.reason if change else None
        elif entry.visit_in_days is not None:
            slot_id = slot_id_of(self._today() + timedelta(days=entry.visit_in_days), self._windows.hours[0])
            visit_id, protocol, reason = f"v{entry.id}", f"V{entry.id}", "Sem conexão"
        else:
            return None
        if slot_id is None or visit_id is None:
            return None
        now = self._now()
        slot = self._windows.slot(slot_id, now)
        return Visit(id=visit_id, erp_protocol=protocol, slot=slot, reason=reason or "") if slot.ends > now else None

    def _free_slots(self, state: Record, contract_id: str) -> list[VisitSlot]:
        taken = [
            visit.slot.id
            for customer in self._file.customers
            for entry in customer.contracts
            if entry.id != contract_id and (visit := self._visit(entry, state))
        ]
        own = self._visit(self._contract_entry(contract_id), state)
        slots, teams = self._windows.slots(self._now()), self._file.visits.teams
        return [slot for slot in slots if taken.count(slot.id) < teams and not (own and own.slot == slot)]

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    def _today(self) -> date:
        return self._now().date()

    # Entries of the file.

    def _entry(self, customer_id: str) -> CustomerEntry:
        for entry in self._file.customers:
            if entry.id == customer_id:
                return entry
        raise self._refused(*NO_CUSTOMER)

    def _contract_entry(self, contract_id: str) -> ContractEntry:
        for customer in self._file.customers:
            for entry in customer.contracts:
                if entry.id == contract_id:
                    return entry
        raise self._refused(*NO_CONTRACT)

    def _invoice_entry(self, invoice_id: str) -> tuple[CustomerEntry, InvoiceEntry]:
        for customer in self._file.customers:
            for entry in customer.invoices:
                if entry.id == invoice_id:
                    return customer, entry
        raise self._refused(*NO_INVOICE)

    def _refused(self, reason: str, reason_pt: str) -> ErpRefused:
        return ErpRefused(host=self._file.host, reason=reason, reason_pt=reason_pt)

    def _change(self, state: Record, kind: str, contract: str, **told: object) -> Change:
        """With the next protocol number of the day."""
        today = self._today()
        protocol = f"{today:%Y%m%d}{len(state.changes) + 1:05}"
        return Change.model_validate({"kind": kind, "contract": contract, "on": today, "protocol": protocol, **told})

    def _do(self, key: str, kind: str, contract: str, make: Callable[[Record], Change]) -> Change:
        """Do it, or find that it was done for this key."""
        with self._records.locked() as state:
            known = state.changes.get(key)
            if known is not None:
                if (known.kind, known.contract) != (kind, contract):
                    raise self._refused("this key was used for something else", "esta chave foi usada para outra coisa")
                return known
            change = make(state)
            self._records.write(state.and_then(key, change))
        return change

    def _read(self) -> Record:
        return self._records.read()
