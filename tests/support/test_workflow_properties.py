"""Whatever a customer writes or taps: no workflow breaks, gets stuck, or changes something that was not confirmed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from provider_talks import Talk, kept, known, provider

from tecnocursos.support.ports import Erp
from tecnocursos.support.workflows.catalog import WORKFLOWS
from tecnocursos.support.workflows.machine import HandOver, Heard
from tecnocursos.support.workflows.reading import is_no, is_yes
from tecnocursos.support.workflows.tax_ids import find_tax_id, masked
from tecnocursos.support.workflows.wording import TEXTS

CUSTOMERS = [str(number) for number in range(1001, 1013)]
DOCUMENTS = ["52998224725", "11144477735", "11222333000181", "12ABC34501DE35", "39053344705"]
SAID = st.one_of(
    st.sampled_from(
        """sim|não|1|2|9|sim, cancelar|cancelar|desbloquear|segunda via|manda o pix|net caiu|ta lenta|visita|
        mudar de plano|lgpd|meus protocolos|english|português|já fiz|14/03/1988|1001|529.982.247-25|11222333000181|
        atendente ruim|quero|confirmo|talvez|pode|{protocol}|{}|%s|oi|a primeira|voltar""".replace("\n", "").split("|")
    ),
    st.text(max_size=40),
    st.sampled_from(DOCUMENTS),
)
MOVES = st.one_of(
    SAID.map(lambda text: ("says", text)),
    st.integers(0, 9).map(lambda index: ("taps", index)),
    st.integers(0, 9).map(lambda index: ("taps", index)),
    st.sampled_from([("choice", "yes"), ("choice", "no"), ("choice", "go:unlock"), ("choice", "gone")]),
)
CHANGES = {"unlock", "cancel_contract", "change_plan", "schedule_visit", "cancel_visit"}


class Watched:
    """The provider's system, with what was changed in it written down."""

    def __init__(self, erp: Erp) -> None:
        self._erp = erp
        self.changes: list[str] = []

    def __getattr__(self, name: str) -> Any:
        verb = getattr(self._erp, name)
        if name not in CHANGES:
            return verb

        def changing(*args: Any, **told: Any) -> Any:
            self.changes.append(name)
            return verb(*args, **told)

        return changing


@contextmanager
def watched() -> Iterator[Watched]:
    with tempfile.TemporaryDirectory() as folder:
        yield Watched(provider(Path(folder)))


@settings(max_examples=250, deadline=None)
@given(st.sampled_from([*CUSTOMERS, None]), st.sampled_from([None, "5537988111001"]), st.lists(MOVES, max_size=14))
def test_no_talk_breaks_or_changes_what_was_not_confirmed(
    customer: str | None, phone: str | None, moves: list[tuple[str, Any]]
) -> None:
    with watched() as erp:
        talk = Talk(erp, phone=phone) if customer is None else known(erp, customer, phone=phone)
        for kind, what in moves:
            stood, changed = talk.standing, len(erp.changes)
            heard = _move(talk, kind, what)
            talk.says(heard.text, heard.choice_id)
            assert talk.ran.replies
            _hides_documents(talk)
            if len(erp.changes) > changed:
                assert len(erp.changes) == changed + 1
                assert stood is not None
                assert stood.state["at"] in ("confirm", "cancel")
                assert (
                    heard.choice_id == "yes"
                    or is_yes(heard)
                    or heard.text.strip() in ("1", "a primeira")
                    or (heard.choice_id is None and re.match(r"sim|yes|confirm", heard.text, re.IGNORECASE))
                )
        talk.says("atendente")
        assert talk.standing is None
        assert HandOver("asked") in talk.ran.effects


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(CUSTOMERS), st.sampled_from(sorted(WORKFLOWS)), st.text(alphabet="xzwk ", min_size=1, max_size=12)
)
def test_who_is_never_understood_reaches_a_person(customer: str, name: str, text: str) -> None:
    with watched() as erp:
        talk = known(erp, customer)
        talk.says("", f"go:{name}")
        for _ in range(8):
            if talk.standing is None:
                break
            talk.says(text)
        assert talk.standing is None
        assert erp.changes == []


@given(st.text(max_size=30))
def test_an_answer_is_not_both_yes_and_no(text: str) -> None:
    assert not (is_yes(Heard(text)) and is_no(Heard(text)))


@pytest.mark.parametrize("text", ["sim, mas não agora", "sim se for de graça", "não", "cancela", "claro que não"])
def test_what_is_not_plainly_yes_is_not(text: str) -> None:
    assert not is_yes(Heard(text))


@pytest.mark.parametrize("text", ["sim", "Sim por favor", "CONFIRMO", "pode sim", "ok", "s", "yes please"])
def test_yes_is_heard(text: str) -> None:
    assert is_yes(Heard(text))


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_of_a_cpf_the_middle_six_digits_are_shown_at_most(stem: str) -> None:
    shown = masked(stem + "00")
    assert re.sub(r"\D", "", shown) == stem[3:9]
    assert len(shown) == 14


@given(st.text(alphabet="0123456789ABCDEFGHJ", min_size=14, max_size=14))
def test_of_a_cnpj_six_places_are_shown_at_most(places: str) -> None:
    assert len(re.sub(r"[^0-9A-Z]", "", masked(places))) == 6


def test_documents_are_proved_by_their_check_digits() -> None:
    assert [find_tax_id(document) for document in DOCUMENTS] == DOCUMENTS
    assert find_tax_id("12.ABC.345/01DE-35") == "12ABC34501DE35"
    assert find_tax_id("111.111.111-11") is None
    assert find_tax_id("11.222.333/0001-82") is None
    assert find_tax_id("ligue para 37988111001") is None


def test_every_text_is_said_in_both_languages_with_the_same_places() -> None:
    portuguese, english = TEXTS["pt-BR"], TEXTS["en-US"]
    assert portuguese.keys() == english.keys()
    for key, text in portuguese.items():
        assert _places(text) == _places(english[key]), key


def test_every_text_is_said_somewhere() -> None:
    folder = Path(__file__).parents[2] / "src/tecnocursos/support/workflows"
    written = "".join(path.read_text() for path in folder.glob("*.py") if not path.name.startswith("texts_"))
    made = {key for key in TEXTS["pt-BR"] if key.startswith(("reason_", "right_", "menu_"))}
    assert not {key for key in TEXTS["pt-BR"].keys() - made if f'"{key}"' not in written.replace("'", '"')}


def _move(talk: Talk, kind: str, what: Any) -> Heard:
    if kind == "says":
        return Heard(what)
    if kind == "choice":
        return Heard("", what)
    choices = talk.choices()
    if not choices:
        return Heard("oi")
    choice = choices[what % len(choices)]
    return Heard(choice.title, choice.id)


def _hides_documents(talk: Talk) -> None:
    told = kept(talk.standing) + "".join(
        getattr(reply, "text", "") for reply in talk.ran.replies if reply.kind != "code"
    )
    bare = re.sub(r"[^0-9A-Z]", "", told)
    assert not [document for document in DOCUMENTS if document in bare or document[:9] in bare]


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
