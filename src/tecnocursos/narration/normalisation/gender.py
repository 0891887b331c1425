"""The gender of what is counted in Portuguese: *duas casas*, *dois dias*. By list and ending, else masculine."""

from __future__ import annotations

import re

_NEXT_WORD = re.compile(r"\s+(?:mil\s+)?([^\W\d_]{3,})")

# Plurals in -as that are masculine, and small words in -as.
_NOT_FEMININE = frozenset(
    """dias problemas sistemas programas mapas temas esquemas idiomas telefonemas planetas diagramas teoremas
    poemas fantasmas sintomas gramas quilogramas miligramas panoramas diplomas dilemas aromas clientas sofás
    mas apenas nas das pelas elas essas estas aquelas duas atrás""".split()
)
_FEMININE = frozenset(
    """vezes redes partes chaves fontes luzes vozes noites mãos aulas hastes torres paredes bases fases frases classes
    análises senhas tardes gentes cores flores ordens viagens margens imagens mensagens páginas
    hora semana casa pessoa vez página senha rede porta caixa tomada aula etapa parte pergunta resposta linha conta
    fatura mensagem imagem ligação antena luz chave fonte tela tecla polegada parcela visita tentativa unidade letra
    palavra pasta vírgula libra""".split()
)
_FEMININE_ENDINGS = ("as", "ções", "sões", "dades", "agens", "tudes", "ises")


def counts_feminine(text: str, end: int) -> bool:
    """Whether the word after position `end`, where a number ends, is one of the feminine ones."""
    match = _NEXT_WORD.match(text, end)
    if match is None:
        return False
    word = match.group(1).lower()
    return word in _FEMININE or (word.endswith(_FEMININE_ENDINGS) and word not in _NOT_FEMININE)
