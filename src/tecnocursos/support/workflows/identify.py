"""Who is writing: CPF or CNPJ, then one thing more that only its holder knows.

A document that is not a customer's is answered as one whose second factor was wrong, so that nobody learns here who is
a customer. Between steps only the ids of the accounts are kept, never the document. Who has failed three times on a day
is given a person for the rest of it, whatever they tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tecnocursos.support.phones import canonical_phone, digits_of, international
from tecnocursos.support.ports import ErpCustomer
from tecnocursos.support.replies import AskPhone, Reply, Text
from tecnocursos.support.workflows.machine import (
    Context,
    HandOver,
    Heard,
    IdentificationFailed,
    Identified,
    KnowCustomer,
    Step,
)
from tecnocursos.support.workflows.reading import day_in, last_digits
from tecnocursos.support.workflows.tax_ids import find_tax_id, looks_like_tax_id, masked
from tecnocursos.support.workflows.wording import say, tell

_TRIES: Final = 3


class Identify:
    name = "identify"
    needs_customer = False

    def start(self, heard: Heard, context: Context) -> Step:
        if context.customer is not None:
            return Step((), None)
        if context.failed_identifications >= _TRIES:
            return _to_person(context)
        if find_tax_id(heard.text):
            return self._document(heard, context, tries=0)
        return Step((tell(context, "ask_document"),), {"at": "document", "tries": 0})

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        if context.failed_identifications >= _TRIES:
            return _to_person(context)
        tries = int(state.get("tries", 0))
        if state.get("at") != "factor":
            if looks_like_tax_id(heard.text) or find_tax_id(heard.text):
                return self._document(heard, context, tries)
            return Step((tell(context, "ask_document"),), state, is_understood=False)
        by_phone = _by_phone(self._customers(state, context), context)
        if by_phone is not None:  # it was shared because it was asked for
            return _known(by_phone, context)
        day, digits = day_in(heard.text), last_digits(heard.text, 4)
        if find_tax_id(heard.text) and day is None:
            return self._document(heard, context, tries)
        if day is None and digits is None:
            return Step((_ask_factor(state, context),), state, is_understood=False)
        for customer in self._customers(state, context):
            phones = {digits_of(phone)[-4:] for phone in customer.phones if len(digits_of(phone)) >= 8}
            if (day is not None and day == customer.birth_date) or (day is None and digits in phones):
                return _known(customer, context)
        return _factor_wrong(state, context)

    def _document(self, heard: Heard, context: Context, tries: int) -> Step:
        document = find_tax_id(heard.text)
        if document is None:
            return _document_wrong(tries, context)
        customers = context.erp.find_customers(document)
        by_phone = _by_phone(customers, context)
        if by_phone is not None:
            return _known(by_phone, context)
        is_company = len(document) == 14
        state = {
            "at": "factor",
            "tries": tries,
            "customers": [customer.id for customer in customers],
            "is_company": is_company,
            "masked": masked(document),
        }
        return Step((_ask_factor(state, context),), state)

    def _customers(self, state: Mapping[str, Any], context: Context) -> Sequence[ErpCustomer]:
        return [context.erp.get_customer(customer_id) for customer_id in state.get("customers", ())]


def _ask_factor(state: Mapping[str, Any], context: Context) -> Reply:
    """Whoever writes without a phone may share it instead, which WhatsApp vouches for."""
    key = "ask_factor_company" if state.get("is_company") else "ask_factor_person"
    text = say(context, key, document=state.get("masked", ""))
    if context.phone is not None:
        return Text(text=text)
    return AskPhone(text=f"{text} {say(context, 'or_share_phone')}")


def _by_phone(customers: Sequence[ErpCustomer], context: Context) -> ErpCustomer | None:
    """The one of them who writes from a phone that the provider knows."""
    if context.phone is None:
        return None
    writing = canonical_phone(context.phone)
    return next(
        (one for one in customers if writing in {canonical_phone(international(phone)) for phone in one.phones}), None
    )


def _known(customer: ErpCustomer, context: Context) -> Step:
    current = [contract for contract in customer.contracts if contract.status != "cancelled"] or customer.contracts
    first_name = customer.name.split()[0].capitalize() if customer.name.split() else ""
    regions = tuple(dict.fromkeys(contract.region for contract in current if contract.region))
    first, others = regions[:1], regions[1:]
    known = Identified(
        erp_id=customer.id, first_name=first_name, region=first[0] if first else None, other_regions=others
    )
    return Step((tell(context, "identified", name=first_name),), None, (KnowCustomer(known),))


def _document_wrong(tries: int, context: Context) -> Step:
    """A slip of the pen, which proves and tells nothing."""
    if tries + 1 >= _TRIES:
        return _to_person(context)
    return Step((tell(context, "document_wrong"),), {"at": "document", "tries": tries + 1})


def _factor_wrong(state: Mapping[str, Any], context: Context) -> Step:
    if context.failed_identifications + 1 >= _TRIES:
        return _to_person(context, IdentificationFailed())
    return Step((tell(context, "factor_wrong"),), state, (IdentificationFailed(),))


def _to_person(context: Context, *effects: IdentificationFailed) -> Step:
    return Step((tell(context, "not_identified"),), None, (*effects, HandOver("not_identified")))
