"""The bill once more: PIX code, digitable line and boleto. Amounts, days and codes are the provider's system's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from tecnocursos.kit.text import fold, words
from tecnocursos.support.errors import ErpRefused, ErpUnavailable
from tecnocursos.support.ports import Invoice
from tecnocursos.support.replies import Attachment, Code, Reply, Text
from tecnocursos.support.workflows.contracts import identified, not_understood
from tecnocursos.support.workflows.machine import Context, HandOver, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.reading import choices_of, picked
from tecnocursos.support.workflows.wording import day, money, offer, say, tell

_Wanted = Literal["all", "pix", "boleto"]


class SecondCopy:
    name = "second_copy"
    needs_customer = True

    def start(self, heard: Heard, context: Context) -> Step:
        invoices = context.erp.open_invoices(identified(context).erp_id)
        wanted = _wanted(heard.text)
        if not invoices:
            resolved = OpenProtocol("billing", is_resolved=True, outcome="no open invoice")
            return Step((tell(context, "no_invoices"),), None, (resolved,))
        if len(invoices) == 1:
            return self._deliver(invoices[0], wanted, context)
        return self._ask(invoices, wanted, context)

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        if state.get("at") == "delivered":
            return self._more(state, heard, context)
        invoices = context.erp.open_invoices(identified(context).erp_id)
        wanted: _Wanted = state.get("wanted", "all")
        question = self._ask(invoices, wanted, context)
        chosen = picked(heard, choices_of(question.replies))
        invoice = next((invoice for invoice in invoices if invoice.id == chosen), None)
        return self._deliver(invoice, wanted, context) if invoice else not_understood(question, state)

    def _ask(self, invoices: Sequence[Invoice], wanted: _Wanted, context: Context) -> Step:
        today = context.now.date()
        rows = [
            (
                invoice.id,
                say(
                    context,
                    "invoice_row_overdue" if invoice.due_on < today else "invoice_row",
                    due=day(context, invoice.due_on),
                ),
                money(context, invoice.amount_cents),
            )
            for invoice in invoices
        ]
        question = offer(context, say(context, "which_invoice", count=len(invoices)), rows)
        return Step((question,), {"at": "invoice", "wanted": wanted})

    def _more(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        """Who asks for the PIX code after the boleto means the same bill, and demands nothing new."""
        invoices = context.erp.open_invoices(identified(context).erp_id)
        delivered = next((invoice for invoice in invoices if invoice.id == state.get("invoice")), None)
        wanted = _wanted(heard.text)
        if delivered is None or wanted == "all":
            return self.start(heard, context)
        return self._deliver(delivered, wanted, context, is_more=True)

    def _deliver(self, invoice: Invoice, wanted: _Wanted, context: Context, *, is_more: bool = False) -> Step:
        """What there is: a bill whose PDF cannot be had just now is paid with its codes."""
        told = {"amount": money(context, invoice.amount_cents), "due": day(context, invoice.due_on)}
        is_overdue = invoice.due_on < context.now.date()
        first = "same_invoice" if is_more else "invoice_overdue" if is_overdue else "invoice"
        lines = [say(context, first, **told)]
        following: list[Reply] = []
        pix = _pix(invoice, context) if wanted != "boleto" else None
        if pix:
            lines.append(say(context, "pix_follows"))
            following.append(Code(text=pix))
        elif wanted == "pix":
            lines.append(say(context, "no_pix"))
        if wanted != "pix" or not pix:
            if invoice.digitable_line:
                lines.append(say(context, "line_follows"))
                following.append(Code(text=invoice.digitable_line))
            pdf = _pdf(invoice, context)
            if pdf:
                name = say(context, "pdf_name", due=invoice.due_on.isoformat())
                caption = say(context, "pdf_caption", **told)
                following.append(Attachment(name=name, media_type="application/pdf", content=pdf, caption=caption))
            elif invoice.has_pdf:
                lines.append(say(context, "pdf_later"))
        if not following:
            return Step((tell(context, "no_bill"),), None, (OpenProtocol("billing"), HandOver("trouble", self.name)))
        sent = () if is_more else (OpenProtocol("billing", is_resolved=True, outcome="second copy sent"),)
        state = {"at": "delivered", "invoice": invoice.id}
        return Step((Text(text="\n".join(lines)), *following), state, sent, is_resting=True)


def _wanted(text: str) -> _Wanted:
    said = set(words(fold(text)))
    has_pix, has_boleto = "pix" in said, bool(said & {"boleto", "boletos", "pdf", "barras", "linha"})
    if has_pix != has_boleto:
        return "pix" if has_pix else "boleto"
    return "all"


def _pix(invoice: Invoice, context: Context) -> str | None:
    if not invoice.has_pix:
        return None
    try:
        return context.erp.pix_code(invoice.id)
    except (ErpRefused, ErpUnavailable):
        return None


def _pdf(invoice: Invoice, context: Context) -> bytes | None:
    if not invoice.has_pdf:
        return None
    try:
        return context.erp.invoice_pdf(invoice.id)
    except (ErpRefused, ErpUnavailable):
        return None
