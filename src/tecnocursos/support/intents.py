"""Which workflow a customer's words ask for, told by rules: typos, slang, no accents, Portuguese and English.

A question about something (`quanto custa o plano?`) is none, and is answered from the provider's documents; a wish that
is put as a question (`como vejo a segunda via?`) is one. Where two are named, the more particular wins: the rules are
tried in their order.
"""

from __future__ import annotations

import re
from typing import Final

from tecnocursos.kit.text import fold
from tecnocursos.support.spellings import SPELLINGS

# Asks to be told about something; no workflow begins.
_ABOUT: Final = re.compile(
    r"^(?:(?:oi|ola|bom dia|boa tarde|boa noite|hi|hello)\W+)?(?:(?:eu )?querer saber |me (?:diz|fala|explica) )?"
    r"(?:quanto (?:custa|e|sai|fica|esta)\b|quais? (?:e|sao|os?|as?|o valor|planos?|plano)\b|que plano|o que (?:e|"
    r"significa)\b|"
    r"por ?que\b|porque\b|qual\b|quantos |quanto tempo |onde (?:fica|e)\b|voces? (?:tem|atendem|vendem|fazem|"
    r"aceitam|cobram)\b|"
    r"tem (?:multa|taxa|fidelidade|plano|cobertura|como assinar)|"
    r"tem [a-z]+ (?:gratis|de graca)|e (?:verdade|possivel pagar)|aceitam?\b|"
    r"how (?:much|many|long|does)\b|what(?: is|s|'s| are| time| plans| happens)\b|which\b|why\b|where (?:is|are)\b|"
    r"do you (?:have|offer|sell|accept|charge)\b|is there (?:a|any) (?:fee|plan|fine)|can i use\b)"
)
_OPINION: Final = re.compile(
    r"\b(?:obrigad[oa]|valeu|thanks|thank you|parabens)\b|^(?:ja )?(?:paguei|pago|foi pago)|"
    r"\bja (?:paguei|resolveu|resolvi|voltou|normalizou|recebi|esta funcionando)|"
    r"\b(?:(?<!nao )(?:voltou|normalizou|resolveu)|(?<!nao )(?<!nao esta )funcionando)"
    r"(?: ao normal| agora| ja)?[.! ]*$|"
    r"\b(?:nao (?:querer|vou|precisa)(?: mais)? (?:cancelar|mudar|de (?:visita|tecnico)|agendar|"
    r"falar(?! com (?:o )?(?:robo|bot|maquina))|desbloquear))|"
    r"\b(?:dont|don't|do not) (?:want|need|cancel)|\bi (?:already )?paid\b"
)

# A wish, though it is put as a question about something.
_OWN_BILL: Final = re.compile(
    r"\b(?:valor|quanto)\b.{0,20}\b(?:minha|meu) (?:fatura|boleto|conta|mensalidade)\b|"
    r"\bquanto (?:eu )?(?:devo|estou devendo)\b"
)
# What is done about a bill is told by the documents: nothing of it is cancelled here.
_AGAINST_BILL: Final = re.compile(
    r"\b(?:cancelar|contestar|estornar)\b.{0,16}\b(?:boleto|fatura|pix|pagamento|debito)\b"
)

_INTERNET: Final = r"(?:internet|wifi|rede|fibra|banda larga|roteador|modem|onu|luz|connection|service|servico)"
_BILL: Final = r"(?:boleto|fatura|conta|pix|carne|mensalidade|bill|segunda via|codigo de barras|linha digitavel)"

# In this order: what is more particular first.
_RULES: Final[tuple[tuple[str, str], ...]] = (
    (
        "person",
        r"\b(?:falar|conversar|fala|falo|chama|chamar|passa|passar|transfere|transferir|transferencia|querer|"
        r"me (?:da|ve)|"
        r"cade|ligar|speak|talk|chat|get|want|need|transfer|connect)\b.{0,25}\b(?:atendente|humano|pessoa|gente|"
        r"alguem|"
        r"funcionari[oa]|operador(?:a)?|moc[ao]|suporte|setor|supervisor|gerente|human|person|agent|someone|somebody|"
        r"representative|operator|manager)\b(?! (?:que|saber))|"
        r"^\W*(?:(?:um|uma|a|an|real) )?(?:atendente|atendimento(?: humano)?|humano|pessoa(?: real)?|gente|agent|"
        r"human|person"
        r"|operador|operator|representative)(?: (?:por favor|pfv|please|humano|real))?\W*$|"
        r"\b(?:nao querer falar com|odeio|chega de|cansei (?:de|do)|para de ser)\b.{0,12}\b(?:robo|bot|maquina)|"
        r"\b(?:no (?:more )?(?:bot|robot)|real (?:person|human))\b",
    ),
    (
        "language",
        r"\b(?:speak|talk|switch to|change (?:to|language)|in) english\b|\benglish(?: please)?\W*$|"
        r"\b(?:fala|falar|em|muda(?:r)?(?: o idioma)? para|trocar? para|mudar? idioma|trocar? idioma|"
        r"outro idioma)\b ?"
        r"(?:o )?(?:ingles|portugues)?\b(?<=ingles)|\b(?:em|para o?|voltar (?:para|ao)) ?portugues\b|"
        r"\b(?:mudar|trocar|change|alterar)\b.{0,8}\b(?:idioma|lingua|language)\b|^\W*(?:portugues|ingles|idioma|"
        r"language)\W*$|"
        r"\bportuguese\b",
    ),
    (
        "privacy",
        r"\blgpd\b|\bgdpr\b|\b(?:encarregado|dpo)\b|\bprotecao de dados\b|\bdata (?:protection|privacy)\b|"
        r"\b(?:apag|exclu|delet|remov|elimin|corrig|corrij|atualiz|acess|export|"
        r"anonimiz)\w*\b.{0,22}\b(?:meus dados|dados"
        r" pessoais|meu cadastro|minhas informacoes|my (?:personal )?data|my account data)\b|"
        r"\b(?:delete|erase|remove|export|correct|access|see|download)\b.{0,12}\bmy (?:personal )?(?:data|"
        r"information)\b|"
        r"\b(?:copia|quais|que|portabilidade)\b.{0,12}\b(?:d?os )?(?:meus dados|dados (?:meus|pessoais))\b|"
        r"\b(?:revog|retir)\w*\b.{0,14}\bconsentimento\b|\brevoke\b.{0,14}\bconsent\b|\bmeus dados?\b",
    ),
    (
        "history",
        r"\b(?:meus?|numero d[eo]s?|historico d[eo]s?|ver|querer|cade|qual|consultar|"
        r"lista(?:r)?)\b.{0,14}\bprotocolos?\b|"
        r"\bhistorico\b.{0,14}\b(?:atendimentos?|protocolos?|chamados?|conversas?)\b|\bmy (?:protocols?|tickets?|"
        r"history)\b|"
        r"\bprotocol (?:number|history)\b|^\W*protocolos?\W*$",
    ),
    (
        "cancellation",
        r"\b(?:cancelar|cancele|rescindir|encerrar|desativar|desligar de vez|rescisao|cancel|terminate|end)\b"
        r"(?!.{0,24}\b(?:visita|tecnico|agendamento|consulta|visit|appointment|debito automatico|pedido)\b)"
        r"(?:(?!.*\b(?:visita|visit)\b).*\b(?:contrato|plano|internet|assinatura|servico|tudo|conta|linha|"
        r"contract|plan|"
        r"subscription|service|account)\b|\W*$| (?:por favor|please|isso|ja|hoje|agora)\W*$)|"
        r"\b(?:nao querer mais)\b.{0,18}\b(?:internet|plano|servico|contrato|ser cliente)\b|"
        r"\b(?:querer|vou|i want to) (?:cancelar|sair da|deixar de ser|cancel|leave)\b"
        r"(?!.{0,24}\b(?:visita|tecnico|agendamento|visit|appointment|debito)\b)|"
        r"\b(?:pedido de|fazer o?|solicitar o?|solicito o?) cancelar\b(?!.{0,12}\b(?:visita|visit)\b)",
    ),
    (
        "visit",
        r"\b(?:agendar|marcar|remarcar|reagendar|desmarcar|cancelar|adiar|mudar|confirmar|agenda|marca|remarca|"
        r"schedule|"
        r"reschedule|book|cancel|move|confirm)\b.{0,24}\b(?:visita|tecnico|agendamento|instalador|visit|technician|"
        r"appointment|equipe)\b|\b(?:visita tecnic[ao]|technical visit)\b|"
        r"\b(?:querer|manda|mandar|envia|enviar|precisa|vem|vir|send|need)\b.{0,18}\b(?:tecnico|visita|equipe|"
        r"technician)\b|"
        r"\b(?:tecnico|technician)\b.{0,18}\b(?:vem|vir|chega|chegar|nao (?:veio|apareceu|chegou)|aqui|em casa|"
        r"coming|didn.?t"
        r" come|home)\b|^\W*(?:visita|tecnico|visit|technician)\W*$",
    ),
    (
        "unlock",
        r"\b(?:desbloquear|desbloqueie|religar|religa|religue|religacao|reativar|reativa|unlock|unblock|reconnect)\b|"
        r"\b(?:liber|solt)\w*\b.{0,22}\b(?:confianca|internet|acesso|sinal|contrato|servico|48|dias|horas)\b|"
        r"\b(?:promessa de pagamento|em confianca|voto de confianca|trust unlock|payment promise)\b|"
        r"\b(?:internet|servico|plano|contrato|meu acesso|service)\b.{0,16}\b(?:bloquead[oa]|bloquearam|"
        r"cortad[oa]|cortaram|"
        r"suspens[oa]|suspenderam|blocked|suspended|cut off)\b|"
        r"\b(?:cortaram|bloquearam|suspenderam)\b.{0,14}\b(?:internet|meu|minha|acesso|wifi)\b|"
        r"\b(?:pago|pagar|pagamento)\b.{0,18}\b(?:amanha|sexta|segunda|dia \d+|semana)\b.{0,30}\b(?:liber|religa|"
        r"desbloquear)",
    ),
    (
        "plan_change",
        r"\b(?:mudar|muda|trocar|troca|alterar|aumentar|aumenta|diminuir|baixar|reduzir|melhorar|subir|upgrade|"
        r"downgrade|"
        r"change|switch|increase|upgrading|mudanca|migrar|passar)\b.{0,20}\b(?:plano|velocidade|megas?|mega|"
        r"pacote|giga|plan|"
        r"speed|package|meu plano)\b|\b(?:querer|want)\b.{0,12}\b(?:mais (?:megas?|velocidade)|plano (?:maior|"
        r"menor|melhor|mais"
        r" barato)|outro plano|(?:a )?(?:bigger|faster|cheaper|better) plan|\d+ megas?)\b|\b(?:upgrade|downgrade)\b|"
        r"\bplano mais (?:barato|rapido)\b.{0,10}\b(?:querer|mudar)|\bmudanca de plano\b",
    ),
    (
        "diagnosis",
        rf"\b{_INTERNET}\b.{{0,32}}\b(?:lenta|ruim|pessim[ao]|horrivel|instavel|fraca|fraco|slow|bad|unstable|"
        rf"terrible|"
        r"cair toda hora|cair direto|cair o tempo todo|demorando|nao carrega|engasgando|lag|lagging|"
        r"keeps dropping|drops|"
        r"abaixo|nao chega)\b|\b(?:lenta|slow|ping alto|high ping|lag(?:ando)?|velocidade baixa|baixa velocidade)\b|"
        r"\b(?:velocidade|megas?)\b.{0,20}\b(?:baixa|menor|nao chega|abaixo|contratada|low)\b|"
        r"\b(?:video|youtube|netflix|jogo|tv|site|filme|live|reuniao)\b.{0,16}\b(?:lenta|nao carrega|engasga|"
        r"buffering|parando)\b|"
        r"\b(?:esta|muito|ta) (?:ruim|pessima|horrivel|instavel)\b.{0,8}(?:demais|hoje|aqui)?\W*$|"
        r"\b(?:verificar|testar|diagnostico|check|test)\b.{0,16}\b(?:internet|connection|onu)\b",
    ),
    (
        "outage",
        rf"\b(?:sem|fora|estou sem|ficar? sem|fiquei sem|nao tem|nao tenho|acabou|falta(?: de)?|cade|caiu|cair|"
        rf"perdi|no|lost|"
        rf"without|cade a)\b.{{0,10}}\b{_INTERNET}\b(?! (?:do|da) (?:boleto|fatura|plano))|"
        rf"\b{_INTERNET}\b.{{0,30}}\b(?:cair|fora(?: do ar)?|nao (?:funciona|esta funcionando|conecta|pega|liga|"
        rf"entra|volta|"
        r"chega|esta pegando|estou conseguindo|vai|presta|abre)|parou|morreu|sumiu|acabou|apagou|vermelh[ao]|"
        r"piscando|down|out|"
        r"offline|not working|isn.?t working|doesn.?t work|stopped|dead|desligou|pifou|foi embora|zerada?|travou)\b|"
        r"\b(?:nada funciona|nao (?:consigo|da pra|estou conseguindo) (?:acessar|conectar|navegar|entrar)|"
        r"sem acesso|can.?t connect|"
        r"rompimento|queda de internet|fora do ar|outage|manutencao na (?:minha )?(?:rua|regiao|bairro)|caiu tudo|"
        r"cair tudo|"
        r"(?:los|pon) (?:vermelha|red|piscando)|luz vermelha|red light)\b|^\W*(?:cair|sem internet)\W*$",
    ),
    (
        "second_copy",
        rf"\bsegunda via\b|\b{_BILL}\b.{{0,22}}\b(?:atrasad[oa]|vencid[oa]|do mes|deste mes|desse mes|"
        rf"copia e cola|em aberto|aberta|"
        r"vence|nao chegou|nao recebi|nao veio|overdue|please|por favor|pfv)\b|"
        rf"\b(?:querer|manda|mandar|mande|envia|enviar|envie|gera|gerar|gere|emitir|emite|cade|pegar|ver|vejo|"
        rf"me (?:da|ve|passa|"
        rf"manda|envia)|passa|baixar|imprimir|tirar|pagar|pago|acertar|quitar|recebi|chegou|veio|preciso|send|get|"
        rf"need|want|pay|"
        rf"see|download|my|copy of|minha|meu)\b.{{0,22}}\b{_BILL}\b|"
        rf"\b(?:estou devendo|debito em aberto|quanto (?:devo|estou devendo)|pagamento da internet|atrasad[oa])\b|"
        rf"^\W*(?:e |so |agora |tambem )*(?:o |a |minha |meu )?{_BILL}(?: (?:da )?internet| do mes| por favor| please|"
        rf" agora| tambem| ai| aqui| (?:pra|para) mim| d[aeo]s? (?:minha |meu )?"
        rf"(?!luz\b|agua\b|energia\b)\w+)?\W*$|\bcodigo (?:do )?pix\b|"
        rf"\bpix copia\b|"
        r"\b(?:querer|vou|como (?:faco (?:pra|para) )?|fazer (?:o )?) ?(?:pagar|pagamento)\b(?!.{0,20}\b(?:depois|"
        r"amanha)\b)",
    ),
    (
        "menu",
        r"^\W*(?:oi+|ola|opa|hey|hi|hello|bom dia|boa tarde|boa noite|menu|inicio|opcoes|ajuda|help|start|e ai|"
        r"eai|good"
        r" (?:morning|afternoon|evening))(?: (?:tudo bem|td bem|tudo bom|pessoal|gente|there|por favor|bom dia|"
        r"boa tarde|boa"
        r" noite|tudo joia))*\W*$",
    ),
)
_COMPILED: Final = tuple((name, re.compile(pattern)) for name, pattern in _RULES)
# A wish however it is put: `como vejo a segunda via?`, `quais são os meus protocolos?`.
_ALWAYS: Final = frozenset({"person", "privacy", "history"})
_HOW_IN_GENERAL: Final = re.compile(
    r"^como (?:funciona|e|assino|contratar|contrato)\b|^(?:posso|da pra|can i) .*\b(?:multa|feriado)"
)
_WORD: Final = re.compile(r"[^\s?!.,;:()\"]+")


def find_intent(text: str) -> str | None:
    """The name of a workflow, or None: it is a question, small talk, or not understood."""
    said = plain(text)
    if not said:
        return None
    is_opinion = _OPINION.search(said) is not None
    if not is_opinion and _OWN_BILL.search(said):
        return "second_copy"
    if _AGAINST_BILL.search(said):
        return None
    is_about = asks_about(said)
    for name, pattern in _COMPILED:
        if pattern.search(said):
            if name in _ALWAYS and not is_opinion:
                return name
            return None if is_opinion or is_about else name
    return None


def asks_about(said: str) -> bool:
    """Whether what was said, made `plain`, asks to be told about something."""
    return _ABOUT.search(said) is not None or _HOW_IN_GENERAL.search(said) is not None


def plain(text: str) -> str:
    """Lower case without accents, one space between words, with spellings that are common made plain."""
    folded = fold(text.replace("ª", "a").replace("º", "a").replace("’", "'"))
    spelt = _WORD.sub(lambda found: _spelt(found[0]), folded)
    return re.sub(r"\bsegunda a?\s*via\b|\bsegundavia\b", "segunda via", " ".join(spelt.split()))


def _spelt(word: str) -> str:
    stretched = re.sub(r"(.)\1{2,}", r"\1", word)  # caiuuuu
    return SPELLINGS.get(stretched, stretched)
