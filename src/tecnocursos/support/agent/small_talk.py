"""What is said beside the matter: thanks, goodbyes, a thumb, anger. It is met politely, or with silence, and never with
`I did not understand`; whoever is angry is offered a person, whoever threatens with the authorities gets one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, cast

from tecnocursos.kit.language import Language
from tecnocursos.kit.text import words
from tecnocursos.support.intents import asks_about, plain
from tecnocursos.support.replies import Buttons, Choice, Reply, Text

SmallTalk = Literal["threat", "angry", "robot", "thanks", "bye", "lost", "wait", "fine"]
"""`lost`: they do not understand us, or ask whether anybody is there. `wait`: they will go on in a moment. `fine`: it
wants no answer, unless something was asked.
"""

_ANGRY_SIGNS: Final = frozenset("😡🤬😠👎💩🖕😤")
_ENGLISH: Final = frozenset(
    """i my me the is are it hello hi hey there good morning afternoon evening need want please help down slow bill pay
    invoice what how when where can could you your not working internet have with for to of and speak""".split()
)
_SHORT: Final = 8
"""Words: thanks in a longer message are not all it says."""
_AT_LENGTH: Final = frozenset({"threat", "angry"})

# In this order: what weighs more first.
_ANYWHERE: Final = r"""
threat: procon | anatel | reclame ?aqui | advogad[oa] | processar voces? | processo judicial | na justica | lawyer
threat: pequenas causas | consumidor\.gov | sue you | ombudsman
angry: porra | caralho | merda | bosta | lixo | droga | inferno | palhacada
angry: vergonha | absurdo | ridicul[oa] | burr[oa]s?
angry: incompetentes? | ladr(?:ao|oes) | roubo | idiotas? | imbecil | otari[oa]s? | vtnc | vsf
angry: pqp | fdp | puta | foder?
angry: desgraca | pessim[oa]s? | horrivel | raiva | nao aguento mais | de saco cheio
angry: descaso | shit | fuck\w* | bullshit
angry: stupid | useless | terrible | ridiculous | worst
thanks: obrigad\w* | obg | obgd | brigad\w* | valeu | vlw
thanks: agradec\w* | grat[oa] | deus (?:te |lhe )?abencoe | parabens
thanks: thanks? | thx | ty | thank you | resolveu | deu certo | consegui | funcionou | voltou | it works?
bye: tchau | xau | flw | falou | ate (?:mais|logo|amanha|breve) | bye | goodbye | see you | good night
"""
_NOTHING_ELSE: Final = r"""
robot: (?:voce e|voces sao|isso e|e|estou falando com) (?:um |uma )?(?:robo|bot|maquina|ia|humano|pessoa|gente) mesmo?
robot: (?:voce e|voces sao|isso e|e|estou falando com) (?:um |uma )?(?:robo|bot|maquina|ia|humano|pessoa|gente)
robot: (?:are you|is this) (?:a |an )?(?:robot|bot|machine|human|person|ai) | quem e voce | quem fala | who are you
lost: (?:me )?ajuda(?: ai)? | nao entendi(?: nada)? | como assim | hein | hem | alo | o que | que
lost: que isso | tem alguem ai | alguem(?: ai)? | cade
lost: i don'?t understand | what | huh | (?:anybody|anyone) there | repete | pode repetir
wait: (?:so |ja )?(?:um|1) ?(?:minuto|momento|minutinho|momentinho|segundo|seg|min) | pera ?i
wait: pera ai | espera(?: ai)?
wait: aguarde? | calma(?: ai)? | (?:ja|vou) (?:mando|mandar|ver|pegar|procurar|olhar)
wait: ja (?:vou|volto|te falo) | por favor
wait: (?:one|a) (?:moment|second|minute) | wait | hold on | la | (?:o|a) (?:documento|cpf|conta|papel)
fine: ok | okay | okey | blz | beleza | certo | entendi | ta | esta | bom | bem
fine: otimo | show | top | joia | legal | massa
fine: perfeito | isso | sim | s | nao | n | uhum | aham | hum | ah
fine: ata | k+ | (?:rs)+ | (?:ha)+ | (?:he)+ | tudo bem
fine: pode ser | isso mesmo | fico | aguardo | aguardando | esperando | got it | sure | fine | great | nice
fine: cool | good | yes | no | all ?right
"""


def _rules() -> Iterator[tuple[SmallTalk, re.Pattern[str]]]:
    for written, form in ((_ANYWHERE, r"\b(?:{})\b"), (_NOTHING_ELSE, r"^\W*(?:(?:{})\b\W*)+$")):
        phrases: dict[str, list[str]] = {}
        for line in written.strip().splitlines():
            kind, _, told = line.partition(": ")
            phrases.setdefault(kind, []).extend(told.split(" | "))
        for kind, several in phrases.items():
            yield cast("SmallTalk", kind), re.compile(form.format("|".join(several)))


_RULES: Final = tuple(_rules())

_TEXTS: Final[Mapping[Language, Mapping[str, str]]] = {
    "pt-BR": {
        "thanks": "Por nada! Se precisar de mais alguma coisa, é só escrever.",
        "bye": "Até mais! Quando precisar, é só escrever.",
        "angry": "Sinto muito por isso. Quer que uma pessoa da equipe veja o seu caso agora?",
        "threat": "Sinto muito que tenha chegado a esse ponto. Vou passar você agora para uma pessoa da equipe, e a sua"
        " reclamação fica registrada com o protocolo {protocol}.",
        "robot": "Sou o atendimento automático da {provider}. Posso ajudar com boletos, internet e visitas, ou passar"
        " você para uma pessoa.",
        "lost": "Estou aqui. Quer ver o que posso fazer, ou falar com uma pessoa?",
        "person": "Falar com atendente",
        "menu": "Ver opções",
    },
    "en-US": {
        "thanks": "You are welcome! If you need anything else, just write.",
        "bye": "Goodbye! Whenever you need us, just write.",
        "angry": "I am sorry about that. Would you like a person of our team to look at it now?",
        "threat": "I am sorry that it has come to this. I am passing you on to a person of our team now, and your"
        " complaint is registered under the protocol {protocol}.",
        "robot": "I am the automatic service of {provider}. I can help with bills, the internet and visits, or pass you"
        " on to a person.",
        "lost": "I am here. Would you like to see what I can do, or talk to a person?",
        "person": "Talk to a person",
        "menu": "See options",
    },
}


def find_small_talk(text: str) -> SmallTalk | None:
    """None: it may be a question, or a wish that no rule knows."""
    if not words(text):
        if any(sign in _ANGRY_SIGNS for sign in text):
            return "angry"
        return "lost" if "?" in text else "fine"
    said = plain(text)
    is_short = len(said.split()) <= _SHORT
    for kind, pattern in _RULES:
        if (kind in _AT_LENGTH or is_short) and pattern.search(said):
            # Who asks where to complain wants to be told so.
            return None if kind == "threat" and asks_about(said) else kind
    return None


def reply_to(kind: SmallTalk, language: Language, provider_name: str) -> Reply | None:
    """None: silence. `{protocol}` of a threat stays, for whoever gives the number."""
    texts = _TEXTS[language]
    if kind in {"fine", "wait"}:
        return None
    if kind in {"thanks", "bye", "threat"}:
        return Text(text=texts[kind])
    return Buttons(text=texts[kind].replace("{provider}", provider_name), choices=person_or_menu(language))


def person_or_menu(language: Language) -> tuple[Choice, Choice]:
    """What is offered where the bot does not know on."""
    texts = _TEXTS[language]
    return Choice(id="go:person", title=texts["person"]), Choice(id="go:menu", title=texts["menu"])


def looks_english(text: str) -> bool:
    """Of first words, which may be few; in doubt they are Portuguese."""
    said = [word.lower() for word in words(text)]
    known = sum(word in _ENGLISH for word in said)
    return (known >= 2 and known * 2 >= len(said)) or said in (["hello"], ["hi"])
