"""The file that the fake ERP is told by: customers, contracts, invoices, plans and outages of a provider."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, ValidationError

from tecnocursos.kit.errors import Invalid
from tecnocursos.kit.value import Value
from tecnocursos.support.ports import ContractStatus, Plan


class ErpFileUnreadable(Invalid):
    code = "erp_file_unreadable"
    en = "{file} cannot be read as a provider's customers: {place}: {reason}."
    pt = "{file} não pode ser lido como os clientes de um provedor: {place}: {reason}."


class ContractEntry(Value):
    id: str
    plan: str
    address: str
    region: str | None = None
    status: ContractStatus = "active"
    is_online: bool = True
    signal_dbm: float | None = None
    unlocked_days_ago: int | None = None
    visit_in_days: int | None = None
    loyalty_months_left: int = 0
    loyalty_fee_cents: Annotated[int, Field(ge=0)] = 0
    equipment: tuple[str, ...] = ("ONU",)


class InvoiceEntry(Value):
    id: str
    contract: str
    due_in_days: int
    """From today; negative: overdue."""
    amount_cents: Annotated[int, Field(gt=0)]
    has_pix: bool = True


class CustomerEntry(Value):
    id: str
    name: str
    document: str
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    contracts: tuple[ContractEntry, ...]
    invoices: tuple[InvoiceEntry, ...] = ()


class OutageEntry(Value):
    id: str
    region: str
    began_hours_ago: float
    """Negative: it is planned for then."""
    forecast_in_hours: float | None = None
    message: str | None = None
    is_planned: bool = False


class VisitRules(Value):
    windows: tuple[tuple[int, int], ...] = ((8, 12), (13, 18))
    """Hours of the day."""
    days: int = 5
    """Working days that can be chosen from, beginning tomorrow."""
    teams: int = 1
    """Visits that one window holds."""


class ErpFile(Value):
    host: str
    """What errors call the system."""
    bank: Annotated[str, Field(pattern=r"^\d{3}$")]
    pix_key: str
    receiver: str
    city: str
    unlock_days: int = 3
    visits: VisitRules = VisitRules()
    plans: tuple[Plan, ...]
    outages: tuple[OutageEntry, ...] = ()
    customers: tuple[CustomerEntry, ...]


def read_erp_file(path: Path) -> ErpFile:
    """YAML or JSON. Raises ErpFileUnreadable, which names file and field."""
    try:
        kept = path.stat()
        return _read(path, kept.st_mtime_ns, kept.st_size)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "file"
        raise ErpFileUnreadable(file=path.name, place=place, reason=first["msg"]) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = getattr(error, "problem", None) or getattr(error, "strerror", None) or "not UTF-8"
        mark = getattr(error, "problem_mark", None)
        raise ErpFileUnreadable(
            file=path.name, place=f"line {mark.line + 1}" if mark else "file", reason=reason
        ) from None


@lru_cache(maxsize=4)
def _read(path: Path, _changed_ns: int, _size: int) -> ErpFile:
    """Once for each change of the file, since reading it takes longer than most answers."""
    return ErpFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
