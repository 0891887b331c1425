"""How words are written in messages: slang, typos and short forms, each made the word that rules know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_WRITTEN: Final = """
voce: vc
voces: vcs
que: q
nao: ñ n naum nau num
estou: tou to
esta: ta
estava: tava
estao: tao
internet: net nete intenet internete interneti enternet internt interet inernet conexao sinal
wifi: wi-fi wi uifi waifai wify
segunda: 2 2a 2ª 2° 2º seg
boleto: bolet boletu boletos bolero bleto boletim
fatura: faturas fatuta ftura
conta: contas
pix: pics pixi picks
cancelar: cancela cancelo canselar cansela cancelr kancelar cancelamento
atendente: atendete atendent antendente atendenti
humano: humana umano
tecnico: tecnica tecnicos tecnco
desbloquear: desbloquiar desbloqueia desbloqueio desbloquio desbloqeio
lenta: lentidao lento lentinha devagar travando trava travano oscilando oscila lerda lerdo
cair: caiu caindo cai caido kiu
querer: quero queria qro kero gostaria preciso precisava desejo
cade: kd
agora: agr agra
pfv: pf pfvr ppf pls plz
funcionando: funfando funcionano funcionado
plano: planos
bill: invoice bills
"""

SPELLINGS: Final[Mapping[str, str]] = {
    variant: word.strip()
    for word, _, variants in (line.partition(":") for line in _WRITTEN.strip().splitlines())
    for variant in variants.split()
}
