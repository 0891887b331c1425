"""What customers of internet providers write, and the workflow that it asks for; `-` where none may begin."""

from __future__ import annotations

PHRASES = """
second_copy: quero 2 via | quero a 2ª via | segunda via | 2a via do boleto | manda o pix | me manda o pix | pix
second_copy: boleto | fatura
second_copy: manda o boleto por favor | cadê meu boleto | kd o boleto | não recebi o boleto | nao chegou minha fatura
second_copy: preciso da fatura deste mês | quero pagar | quero pagar minha conta | como faço pra pagar | codigo pix
second_copy: me passa o código de barras | linha digitável | quero meu bolet | gera um pix pra mim | envia a fatura
second_copy: minha conta de internet | quanto devo | quanto estou devendo | minha fatura está vencida
second_copy: boleto atrasado
second_copy: como vejo a segunda via no app? | onde pego a segunda via? | pode me enviar o boleto?
second_copy: tem como mandar o pix?
second_copy: send me the bill | I need my invoice | I want to pay my bill | copy of my bill | bill please
second_copy: pix copia e cola
second_copy: boa tarde, preciso do boleto | oi quero a fatura | boleto do mes | segunda via da conta | emitir boleto
unlock: desbloqueia minha internet | quero desbloquear | desbloqueio em confiança | desbloqueio
unlock: cortaram minha internet
unlock: bloquearam minha internet | minha internet foi cortada | minha internet está bloqueada | libera minha internet
unlock: promessa de pagamento | religa minha internet | pode liberar por 3 dias? | solta o sinal aí
unlock: liberar em confiança
unlock: internet suspensa | reativar minha internet | unlock my internet | my service is suspended | unblock please
unlock: desbloqueia aí que pago amanhã | religue meu sinal | desbloqeio pfv | my internet was cut off
outage: net caiu | sem internet | to sem net | tô sem internet desde ontem | caiu a internet | internet caiu aqui
outage: minha internet não funciona | internet parou | sem sinal | nao tem internet | internet fora do ar
outage: estou sem wifi
outage: cadê a internet | acabou a net | não consigo acessar nada | luz vermelha no aparelho | los vermelha
outage: caiuuu a net
outage: a internet nao pega | wifi não conecta | roteador não liga | no internet | my internet is down
outage: internet is not working
outage: the connection is out | tem queda de internet no bairro? | a net morreu | intenet caiu | fiquei sem internet
outage: ta sem net aqui | internet sumiu | perdi a conexao | can't connect | sem acesso
diagnosis: ta lenta | internet lenta | a net ta muito lenta | lentidão | wifi fraco | internet ruim demais
diagnosis: ta travando tudo
diagnosis: internet oscilando | internet caindo toda hora | netflix não carrega | youtube travando | ping alto
diagnosis: lag no jogo
diagnosis: a velocidade não chega no contratado | velocidade baixa | internet instável | wifi ruim
diagnosis: my internet is slow
diagnosis: internet keeps dropping | slow connection | internet péssima | internet devagar | verificar minha conexão
visit: quero um técnico | agendar visita | marcar visita técnica | preciso de um técnico | manda um técnico
visit: remarcar visita
visit: quero remarcar o técnico | cancelar a visita | o técnico não veio | que horas o técnico vem?
visit: visita técnica | visita
visit: desmarcar visita | schedule a visit | I need a technician | reschedule the visit | cancel the visit
visit: mudar a visita de dia
visit: quero cancelar o agendamento | pode mandar alguém da equipe técnica? | quando o técnico chega
plan_change: quero mudar de plano | trocar de plano | aumentar a velocidade | quero mais megas | upgrade
plan_change: mudar meu plano
plan_change: quero um plano maior | diminuir o plano | baixar meu plano | quero 500 mega | change my plan
plan_change: I want a faster plan
plan_change: upgrade my plan | melhorar meu plano | quero um plano mais barato | mudança de plano
plan_change: alterar plano | downgrade
cancellation: cancelar | quero cancelar | cancela minha internet | quero cancelar o contrato | cancelamento
cancellation: não quero mais a internet
cancellation: quero encerrar o contrato | como cancelo meu plano? | rescindir contrato | vou cancelar | cansela isso
cancellation: cancel my contract | I want to cancel | cancel my service | quero cancelar minha assinatura
cancellation: cancelar tudo
second_copy: boleto pf | pix pf | fatura pfvr | boleto pra mim | e o pix | agora o pix | agr o pix? | quanto eu devo
second_copy: qual o valor da minha fatura?
outage: internet n ta funfando | minha internet não está funcionando | meu wifi nao ta funcionando!
privacy: meus dado
-: quero cancelar meu boleto | a internet ta funcionando | já voltou ao normal
cancellation: quero cancelar a internet hoje | não quero mais ser cliente | pedido de cancelamento
cancellation: encerrar meu plano
person: falar com gente | atendente | quero falar com um atendente | falar com humano | me passa pra uma pessoa
person: humano
person: quero falar com alguém | não quero falar com robô | chama um atendente | atendimento humano | pessoa
person: talk to a person
person: I want to speak to a human | agent | falar com o suporte | quero falar com o gerente | transfere pro atendente
person: atendete por favor | cadê o atendente | odeio robô | falar com uma moça | real person | quero atendente
privacy: lgpd | quero apagar meus dados | excluir meu cadastro | que dados meus vocês têm?
privacy: quem é o encarregado de dados?
privacy: revogar consentimento | quero uma cópia dos meus dados | delete my data | see my personal data
privacy: corrigir meus dados
privacy: quero acessar meus dados pessoais | portabilidade dos meus dados | meus dados
history: meus protocolos | qual o número do meu protocolo? | histórico de atendimento | protocolo | my protocols
history: quero ver meus protocolos | histórico de protocolos | quais são os meus protocolos? | my history
language: english | english please | speak english | português | em inglês | mudar idioma | change language
language: falar em português
menu: oi | olá | bom dia | boa tarde | menu | ajuda | oi tudo bem | hello | hi | opções | oii | boa noite | hey
-: quanto custa o plano? | quais planos vocês têm? | qual o valor do plano de 500 mega? | vocês atendem no Centro?
-: qual o horário de atendimento? | onde fica a loja? | o que é ONU? | qual a senha padrão do roteador? | obrigado
-: valeu | ok | sim | não | tudo certo | já paguei | já resolveu | a internet voltou | voltou ao normal
-: ja esta funcionando
-: não quero cancelar | não precisa mais de técnico | qual o prazo de instalação? | tem multa para cancelar?
-: quanto tempo demora a instalação? | vocês têm fibra? | como funciona o desbloqueio? | o que significa luz vermelha?
-: por que minha fatura veio mais cara? | qual a diferença entre 2.4 e 5 GHz? | qual o melhor lugar para o roteador?
-: como trocar a senha do wifi? | como configuro o roteador? | vocês têm telefone fixo? | quanto é a taxa de visita?
-: how much is the plan? | what plans do you have? | is there a fee to cancel? | thanks | thank you
-: where is your office?
-: what is fiber? | do you have a store? | aceita cartão? | qual o cnpj de vocês? | hahaha | kkkk | 👍 | boa sorte
-: meu nome é João | rua das flores 120 | 12345 | amanhã à tarde | qual a velocidade do plano básico?
-: posso pagar com cartão?
-: quero saber quanto custa o plano de 300 | o que acontece se eu atrasar a fatura? | vocês instalam no sábado?
-: como aumentar o alcance do wifi? | quantos aparelhos posso ligar? | tem fidelidade? | qual o limite de dados?
"""

HELD_OUT = """
second_copy: manda a conta pra eu pagar | perdi o boleto, tem outro? | pfv me envia a 2via
second_copy: quero quitar a fatura | tem pix?
second_copy: preciso do boleto atualizado | can you send me the invoice | vence hoje minha fatura, manda aí
second_copy: boleto pfvr
unlock: esqueci de pagar e cortaram, libera aí | tem como desbloquear até sexta? | meu plano foi suspenso
unlock: libera meu acesso
unlock: desbloqueia so ate eu receber | unlock it please | quero usar o desbloqueio de confiança
outage: aqui em casa ta tudo sem internet | a internet foi embora | o wifi sumiu
outage: ninguém consegue conectar aqui | net off
outage: caiu o sinal de novo | internet nao volta | the internet went down | estamos sem conexão
diagnosis: a net ta uma carroça | internet muito devagar | ta dando lag | internet cai toda hora
diagnosis: meu wifi ta horrivel
diagnosis: vídeo fica travando | the wifi is terrible | internet não ta chegando os 300 mega
visit: preciso que venha um técnico aqui | quero agendar o técnico | dá pra marcar uma visita amanhã?
visit: remarca minha visita
visit: the technician didn't come | quero trocar o horário da visita
plan_change: quero aumentar meu plano | tem como mudar o plano? | quero passar pra 1 giga | can i upgrade
plan_change: quero trocar pro de 500
cancellation: quero desligar a internet de vez, cancela | gostaria de cancelar meu contrato
cancellation: please cancel my internet
cancellation: como faço para cancelar? | não quero mais o serviço | vou trocar de operadora, quero cancelar
person: tem alguém aí? | quero um ser humano | me deixa falar com uma pessoa de verdade
person: can i talk to someone? | chama o atendente
privacy: quero que apaguem minhas informações | vocês compartilham meus dados? | gdpr request
history: preciso do meu protocolo | qual foi o protocolo?
language: do you speak english? | can we talk in english
menu: opa | boa tarde pessoal | e aí
-: qual plano é melhor para jogos? | quanto fica a instalação? | já recebi o boleto | a internet já voltou, obrigado
-: onde vejo se tem cobertura no meu bairro? | que dia vence o plano novo? | como mudo o nome do wifi? | tá bom | isso
-: vou ver e te aviso | qual telefone de vocês? | o que é ping? | what is the installation time?
-: vocês fazem instalação rural?
-: como eu reseto o roteador? | minha tv não conecta no youtube, que cabo uso? | adorei o atendimento | 10
-: quarta-feira
"""


def table(phrases: str) -> list[tuple[str, str | None]]:
    rows = []
    for line in phrases.strip().splitlines():
        name, _, listed = line.partition(":")
        rows += [(phrase.strip(), None if name == "-" else name) for phrase in listed.split(" | ")]
    return rows
