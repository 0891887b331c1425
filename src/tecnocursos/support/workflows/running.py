"""What the agent's turn calls: begin a workflow, or go on with the one that a conversation stands in.

What holds for all of them is here: `menu`, `sair` and `atendente` always work, another wish is followed, what is not
understood is asked once more and then a person is offered, a workflow that was left for half an hour is over, a system
of the provider that does not answer is told and tried again once. What needs a customer waits for `identify`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from tecnocursos.kit.text import fold, words
from tecnocursos.kit.value import Value
from tecnocursos.support.errors import ErpRefused, ErpUnavailable
from tecnocursos.support.intents import find_intent, plain
from tecnocursos.support.replies import Attachment, Code, Reply
from tecnocursos.support.workflows.catalog import WITHOUT_SYSTEM, WORKFLOWS
from tecnocursos.support.workflows.machine import (
    Context,
    Effect,
    HandOver,
    Heard,
    KnowCustomer,
    SetLanguage,
    Step,
    Workflow,
)
from tecnocursos.support.workflows.tax_ids import find_tax_id
from tecnocursos.support.workflows.wording import ask, refusal_reason, say, tell

STALE_AFTER: Final = timedelta(minutes=30)
_IDENTIFY: Final = "identify"
_STEPS: Final = 8
"""Workflows that follow each other in one turn."""
_LEAVE: Final = frozenset("sair encerrar parar tchau exit quit stop bye".split())
_MENU: Final = frozenset("menu inicio home".split())
_PERSON: Final = frozenset("atendente atendimento humano pessoa gente agent human person operator operador".split())
_NEVER_MIND: Final = re.compile(
    r"^\W*(?:nao (?:querer|vou|precisa)(?: mais)? (?:cancelar|isso|nada)|deixa (?:pra la|quieto|isso)|"
    r"esquece(?: isso)?|mudei de ideia|desisti)\b\W*(?:obrigad[oa]|valeu|pfv|por favor|nao|mais)?\W*$"
)
AGAIN: Final = "again"
"""The button that has a question asked once more."""
_LEADS_TO: Final = "go:"


class Standing(Value):
    """Where a conversation stands in a workflow; JSON both ways, to be kept encrypted with it."""

    name: str
    state: Mapping[str, Any]
    at: datetime
    """Of the last step."""
    asked: str = ""
    """What it began with, without digits."""
    misses: int = 0
    """Answers in a row that were not understood."""
    troubles: int = 0
    """Times in a row that the provider's system did not answer."""
    then: str | None = None
    """The workflow that waits for this one."""
    is_resting: bool = False
    """It asks nothing: it goes on only where the customer wants more of the same."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a turn is to say, keep and do."""

    replies: tuple[Reply, ...]
    standing: Standing | None
    """None: no workflow goes on."""
    effects: tuple[Effect, ...] = ()
    is_understood: bool = True
    """Otherwise it may be a question: when it can be answered, the answer goes instead of these replies, and the
    conversation stands where it stood."""
    is_left: bool = False
    """The customer turned away from the workflow that went on."""


def begin(name: str, heard: Heard, context: Context) -> Ran:
    """Begin the workflow of this name. Raises KeyError for an unknown one."""
    asked = re.sub(r"\d", "", heard.text)[:200]
    return _run(name, lambda workflow, now: workflow.start(heard, now), context, asked, heard=heard)


def go_on(standing: Standing, heard: Heard, context: Context) -> Ran | None:
    """The next step; None when it was left too long, or had ended: what was heard begins something new."""
    if context.now - standing.at > STALE_AFTER:
        return None
    if standing.is_resting and (heard.choice_id is not None or find_intent(heard.text) != standing.name):
        return None
    wanted = _command(heard)
    if wanted == "leave":
        return Ran((tell(context, "left"),), None, is_left=True)
    if wanted is not None:
        return replace(begin(wanted, Heard(""), context), is_left=True)
    if heard.choice_id == AGAIN:
        return _once_more(standing, context)
    return _go(standing, heard, context)


def leads_to(choice_id: str | None) -> str | None:
    """The workflow that a button begins, whatever the conversation stands in: `go:unlock` -> `unlock`."""
    if choice_id is None or not choice_id.startswith(_LEADS_TO):
        return None
    name = choice_id.removeprefix(_LEADS_TO)
    return name if name in WORKFLOWS else None


def _command(heard: Heard) -> str | None:
    led = leads_to(heard.choice_id)
    if led is not None or heard.choice_id is not None:
        return led
    if _NEVER_MIND.search(plain(heard.text)):
        return "leave"
    said = set(words(fold(heard.text)))
    if len(said) > 3:
        return None
    for commands, meaning in ((_PERSON, "person"), (_MENU, "menu"), (_LEAVE, "leave")):
        if said & commands and len(said) == 1:
            return meaning
    return "person" if said & _PERSON and find_intent(heard.text) == "person" else None


def _go(standing: Standing, heard: Heard, context: Context) -> Ran:
    def act(workflow: Workflow, now: Context) -> Step:
        return workflow.start(heard, now) if _is_new(standing) else workflow.go(standing.state, heard, now)

    return _run(standing.name, act, context, standing.asked, standing, heard)


def _once_more(standing: Standing, context: Context) -> Ran:
    """Ask again what was asked, without counting it."""
    ran = _go(standing.model_copy(update={"misses": -1}), Heard(standing.asked if _is_new(standing) else ""), context)
    return replace(ran, is_understood=True)


def _is_new(standing: Standing) -> bool:
    return standing.state.get("at") == "start"


def _run(
    name: str,
    act: Callable[[Workflow, Context], Step],
    context: Context,
    asked: str,
    standing: Standing | None = None,
    heard: Heard | None = None,
) -> Ran:
    """Act, and whatever follows from it in the same turn."""
    replies: list[Reply] = []
    effects: list[Effect] = []
    then = standing.then if standing else None
    for _ in range(_STEPS):
        if context.system is None and name not in WITHOUT_SYSTEM:
            return Ran((*replies, tell(context, "handed_over")), None, (*effects, HandOver("asked", name)))
        workflow = WORKFLOWS[name]
        if workflow.needs_customer and context.customer is None:
            then, name, standing, act = name, _IDENTIFY, None, _started(heard)
            continue
        try:
            step = act(workflow, context)
        except ErpUnavailable:
            fresh = Standing(name=name, state={"at": "start"}, at=context.now, asked=asked, then=then)
            return _trouble(fresh, standing, replies, effects, context)
        except ErpRefused as error:
            told = tell(context, "refused", reason=refusal_reason(error, context) or "")
            return Ran((*replies, told), None, (*effects, HandOver("refused", name)))
        if not step.is_understood and standing is not None and heard is not None:
            return _missed(step, standing, heard, context)
        replies += step.replies
        effects += step.effects
        context = _after(step.effects, context)
        if step.state is not None:
            kept = Standing(
                name=name, state=dict(step.state), at=context.now, asked=asked, then=then, is_resting=step.is_resting
            )
            return Ran(tuple(replies), kept, tuple(effects))
        if any(isinstance(effect, HandOver) for effect in effects):
            break
        follows = step.go_on or (then if name == _IDENTIFY and context.customer is not None else None)
        if follows is None:
            break
        then = name if follows == _IDENTIFY else None
        name, standing, heard, act = follows, None, None, _started(Heard(asked))
    return Ran(tuple(replies), None, tuple(effects))


def _started(heard: Heard | None) -> Callable[[Workflow, Context], Step]:
    return lambda workflow, now: workflow.start(heard or Heard(""), now)


def _after(effects: tuple[Effect, ...], context: Context) -> Context:
    for effect in effects:
        if isinstance(effect, KnowCustomer):
            context = replace(context, customer=effect.customer)
        elif isinstance(effect, SetLanguage):
            context = replace(context, language=effect.language)
    return context


def _missed(step: Step, standing: Standing, heard: Heard, context: Context) -> Ran:
    wanted = find_intent(heard.text) if heard.choice_id is None else None
    if wanted is not None:
        # Who says once more what they want, perhaps in other words, is asked once more.
        return replace(begin(wanted, heard, context), is_left=wanted != standing.name)
    if context.customer is None and standing.name != _IDENTIFY and find_tax_id(heard.text):
        # Who they are was not asked, but says much: what they wanted begins anew with it.
        asked = Standing(
            name=_IDENTIFY, state={"at": "start"}, at=context.now, asked=standing.asked, then=standing.name
        )
        return _go(asked, heard, context)
    misses = standing.misses + 1
    kept = standing.model_copy(update={"misses": misses, "at": context.now, "troubles": 0})
    if misses <= 0:  # asked for
        return Ran(step.replies, kept, step.effects)
    if misses == 1:
        return Ran(_prefixed(say(context, "not_understood"), step.replies), kept, step.effects, is_understood=False)
    if misses == 2:
        question = ask(
            context,
            say(context, "offer_person"),
            ("go:person", "person_button"),
            (AGAIN, "again_button"),
            ("go:menu", "menu_button"),
        )
        return Ran((question,), kept, is_understood=False)
    reached = HandOver("not_understood", standing.name)
    return Ran((tell(context, "handed_over"),), None, (reached,), is_understood=False)


def _trouble(
    fresh: Standing, standing: Standing | None, replies: list[Reply], effects: list[Effect], context: Context
) -> Ran:
    troubles = standing.troubles + 1 if standing else 1
    if troubles > 1:
        told = tell(context, "trouble_person")
        return Ran((*replies, told), None, (*effects, HandOver("trouble", fresh.name)))
    kept = (standing or fresh).model_copy(update={"troubles": troubles, "at": context.now})
    question = ask(
        context,
        say(context, "trouble"),
        (AGAIN, "again_button"),
        ("go:person", "person_button"),
        ("go:menu", "menu_button"),
    )
    return Ran((*replies, question), kept, tuple(effects))


def _prefixed(text: str, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The same replies, the first of which begins with this: each message costs."""
    if not replies or isinstance(replies[0], Code | Attachment):
        return replies
    first = replies[0].model_copy(update={"text": f"{text} {replies[0].text}"})
    return (first, *replies[1:])
