"""Words that mean the same to customers of a provider, whatever their documents call it."""

from __future__ import annotations

from typing import Final

# Each line is a group; its phrases stand for one another.
_GROUPS = """
net, internet, conexao, connection
wifi, wi-fi, rede sem fio, wireless
boleto, fatura, conta, 2a via, segunda via, bill, invoice
boleto, carne
modem, roteador, aparelho, router, onu
lenta, lentidao, travando, devagar, arrastando, caindo a velocidade, slow
net caiu, sem internet, sem sinal, sem conexao, internet parou, queda, fora do ar, caiu a internet, outage
senha, password
luz, led, piscando, light
los, luz vermelha
tecnico, visita tecnica, technician
cancelar, encerrar, desistir, rescindir, cancel
mudanca, mudar de endereco, mudar de casa, transferir, moving
bloqueado, cortaram, cortada, suspensa, suspenso, cortou
desbloqueio, liberar, religar, desbloqueio de confianca, reativar
vencimento, vence, data de pagamento, due date
horario, horas abre, aberto, funcionamento, expediente, opening hours
telefone, numero, whatsapp, ligar, phone
dados pessoais, lgpd, privacidade, privacy
loja, agencia, escritorio, store
multa, fidelidade, fine
preco, valor, custa, custo, mensalidade, price
pagar, pagamento, quitar, payment
atraso, atrasada, atrasado, vencida, vencido
trocar, mudar, alterar, change
mega, velocidade, megas, speed
plano, pacote, plan
reiniciar, resetar, reset, desligar e ligar
tv, televisao
computador, notebook, pc
celular, smartphone
credito, cartao
titular, titularidade, nome
demora, prazo, tempo, leva
agendar, agendamento, marcar
esqueci, lembro, perdi
apagar, excluir, exclusao, delete
assinar, contratar, assinatura
enviar, mandar
aplicativo, app, ap
esposa, marido, pessoas da casa, parente
filho, filha, crianca, menor
gratuito, gratis, de graca, sem custo, free
envio, upload
franquia, limite
iphone, ios
queimado, queimou, pifou, morreu, estragou, defeito
devolver, buscar, retirada, recolher
pausar, congelar, suspensao temporaria
contestar, reclamar, reclamacao, cobranca errada
negativado, negativar, serasa, spc, protecao ao credito
carro, estacionamento, estacionar
marido, esposa, familiar, parente, companheiro
minima, pelo menos, garante, obrigados a entregar
imprimir, impressa, impressora, print
falso, estranho, golpe, suspeito, fake
barato, em conta, diminuir, cheap
"""

BUILT_IN: Final[tuple[tuple[str, ...], ...]] = tuple(
    tuple(phrase.strip() for phrase in line.split(",")) for line in _GROUPS.strip().splitlines()
)

SMALL_TALK: Final = frozenset(
    """oi ola opa alo bom boa dia tarde noite tudo bem obrigado obrigada valeu favor gentileza moco moca amigo amiga
    pessoal gente galera senhor senhora queria quero gostaria preciso precisando consigo consegue conseguir posso pode
    podem poder poderia sabe saber sei dizer diz fala falar me passa manda mandar explica explicar ajuda ajudar
    informacao informar duvida pergunta favorzinho fazer faco faz fazendo fiz fazem oq ontem amanha
    coisa negocio tipo assim ta ne aqui hoje
    pegar pega peguei outra outro outros outras algum alguma alguns veio vem vir ficar fica ficou ficando aparecendo
    moro falou falaram disse deu da dar so mandei tenho tem existe vcs voces pra por gostaria acho acontece
    aconteceu certo
    hi hello hey please thanks thank need want know tell get how help question""".split()
)
"""Words that ask, greet and thank: they tell nothing of what is asked for."""

QUALITIES: Final = frozenset(
    """longe perto barato barata caro cara diferente diferenca igual melhor pior maior menor novo nova velho velha
    rapido rapida cheap expensive far near better worse bigger smaller new old fast difference""".split()
)
"""Words for how something is, from which it does not follow that the question is about another thing."""
