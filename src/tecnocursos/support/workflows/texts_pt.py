"""What workflows say in Portuguese. `{protocol}` and `{protocols}` are filled in when the number is given."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # What every workflow says
    "choose": "Ver opções",
    "yes": "Sim",
    "no": "Não",
    "back": "Voltar",
    "person_button": "Falar com atendente",
    "menu_button": "Menu",
    "again_button": "Tentar de novo",
    "not_understood": "Desculpe, não entendi.",
    "offer_person": "Ainda não entendi. Prefere falar com uma pessoa da equipe?",
    "handed_over": "Vou passar você para uma pessoa da nossa equipe. Ela continua por aqui, sem você repetir tudo.",
    "left": "Tudo bem, encerrei por aqui. Quando precisar, é só escrever. Envie *menu* para ver as opções.",
    "trouble": "O sistema do provedor não respondeu agora. Nada foi perdido. Quer tentar de novo?",
    "trouble_person": "O sistema continua sem responder. Vou passar você para uma pessoa da equipe.",
    "refused": "O sistema do provedor não permitiu: {reason} Vou passar você para uma pessoa da equipe.",
    "which_contract": "De qual contrato vamos falar?",
    "no_contract": "Não encontrei contrato ativo no seu cadastro. Vou passar você para uma pessoa da equipe.",
    # menu
    "menu": "Olá! Sou o atendimento automático da {provider}. Como posso ajudar? Para falar com uma pessoa, envie"
    " *atendente* a qualquer momento.",
    "menu_second_copy": "2ª via e PIX",
    "menu_unlock": "Desbloqueio",
    "menu_outage": "Sem internet",
    "menu_diagnosis": "Internet lenta",
    "menu_visit": "Visita técnica",
    "menu_plan_change": "Mudar de plano",
    "menu_cancellation": "Cancelar contrato",
    "menu_privacy": "Meus dados (LGPD)",
    "menu_history": "Meus protocolos",
    "menu_person": "Falar com atendente",
    # identify
    "ask_document": "Para continuar, me envie o *CPF ou CNPJ* do titular. Se preferir, envie *atendente* para"
    " falar com"
    " uma pessoa sem informar nada.",
    "document_wrong": "Esse número não confere. Verifique os dígitos e envie de novo o CPF ou CNPJ do titular.",
    "ask_factor_person": "Recebi o CPF {document}. Para sua segurança, confirme: a *data de nascimento* do titular"
    " (dia/mês/ano) ou os *4 últimos dígitos* do telefone cadastrado.",
    "ask_factor_company": "Recebi o CNPJ {document}. Para sua segurança, envie os *4 últimos dígitos* do telefone"
    " cadastrado.",
    "or_share_phone": "Ou toque no botão para compartilhar o seu telefone.",
    "factor_wrong": "Os dados não conferem com um cadastro. Tente de novo, ou envie outro CPF ou CNPJ.",
    "identified": "Obrigado, {name}! Tudo certo.",
    "not_identified": "Não consegui confirmar o cadastro. Vou passar você para uma pessoa da equipe.",
    # second copy
    "no_invoices": "Boa notícia: não há faturas em aberto no seu cadastro. Protocolo: {protocol}",
    "which_invoice": "Você tem {count} faturas em aberto. Qual delas?",
    "invoice_row": "Vence {due}",
    "invoice_row_overdue": "Venceu {due}",
    "invoice": "Fatura de *{amount}*, vencimento {due}. Protocolo: {protocol}",
    "invoice_overdue": "Fatura de *{amount}*, vencida em {due}. Juros e multa, se houver, entram no pagamento."
    " Protocolo: {protocol}",
    "same_invoice": "Da mesma fatura, de *{amount}*, vencimento {due}.",
    "pix_follows": "O código PIX copia e cola vem na próxima mensagem.",
    "line_follows": "A linha digitável vem em uma mensagem só dela.",
    "no_pix": "Esta fatura não tem PIX.",
    "no_bill": "Não consegui obter o pagamento desta fatura agora. Vou passar você para uma pessoa da equipe.",
    "pdf_later": "O PDF do boleto não está disponível agora.",
    "pdf_name": "boleto-{due}.pdf",
    "pdf_caption": "Boleto de {amount}, vencimento {due}",
    # unlock
    "one_day": "1 dia",
    "days": "{count} dias",
    "not_blocked": "O contrato {plan} não está bloqueado. Se a internet não funciona, posso verificar a conexão.",
    "check_button": "Verificar conexão",
    "unlock_terms": "Posso liberar o contrato *{plan}* em confiança por *{duration}*. A fatura continua em"
    " aberto; sem"
    " pagamento até lá, o bloqueio volta. O desbloqueio só pode ser usado uma vez por período. Confirma?",
    "unlock_yes": "Sim, desbloquear",
    "unlock_no": "Não",
    "unlock_kept": "Certo, não desbloqueei nada.",
    "unlocked": "Pronto! O contrato está liberado por {duration}, até {until}. Se não voltar em 5 minutos,"
    " desligue e"
    " ligue o roteador. Protocolo: {protocol}",
    "unlock_refused": "O desbloqueio em confiança não foi aprovado pelo sistema. Motivo: {reason} Você pode pagar"
    " agora, e"
    " pode pedir que uma pessoa reveja esta decisão automática.",
    "unlock_no_reason": "não informado.",
    "pay_button": "Pagar agora",
    "review_button": "Pedir revisão",
    "review_opened": "Seu pedido de revisão foi registrado com o protocolo {protocol}. Uma pessoa vai analisar e"
    " responder"
    " por aqui em até {days} dias.",
    # outage
    "outage": "Há uma interrupção na região *{region}* desde {since}. {message}",
    "outage_forecast": "Previsão de retorno: {forecast}.",
    "outage_no_forecast": "Ainda não há previsão de retorno.",
    "outage_planned": "Há uma manutenção programada na região *{region}* a partir de {since}. {message}",
    "outage_end": "Não é preciso fazer nada no seu equipamento. Protocolo: {protocol}",
    "outage_regions": "No momento há interrupções nestas regiões:",
    "outage_yours": "É a sua região?",
    "outage_other": "Não é a minha",
    # diagnosis
    "suspended": "O contrato {plan} está suspenso, por isso a internet não funciona. Você pode pagar a fatura ou"
    " ver o"
    " desbloqueio em confiança.",
    "unlock_button": "Desbloquear",
    "ask_lights": "Seu equipamento está sem conexão com a nossa rede. Olhe as luzes dele: a luz *LOS* ou *PON* está"
    " vermelha ou apagada?",
    "lights_red": "Sim, vermelha",
    "lights_fine": "Não",
    "do_restart": "Vamos reiniciar: 1) desligue o equipamento da tomada; 2) espere 30 segundos; 3) ligue e espere"
    " 3 minutos."
    " Depois toque em *Já fiz*.",
    "restarted": "Já fiz",
    "back_online": "Sua conexão voltou! Protocolo: {protocol}",
    "slow_steps": "Sua conexão está ativa e o sinal está bom. Para melhorar: 1) reinicie o roteador; 2) fique"
    " perto dele e"
    " use a rede 5 GHz; 3) teste com um só aparelho, de preferência por cabo. Melhorou?",
    "improved": "Melhorou",
    "not_improved": "Não melhorou",
    "solved": "Que bom! Protocolo: {protocol}",
    "weak_signal": "O sinal óptico do seu equipamento está fora do normal ({signal} dBm). Isso pede uma visita"
    " técnica."
    " Quer agendar?",
    "offer_visit": "Não consegui resolver à distância. Quer agendar uma visita técnica?",
    "visit_yes": "Sim, agendar",
    "no_visit": "Certo. Registrei o atendimento com o protocolo {protocol}. Se mudar de ideia, envie *visita*.",
    # visit
    "has_visit": "Você tem uma visita marcada para *{when}*. O que deseja?",
    "move_button": "Remarcar",
    "cancel_visit_button": "Cancelar visita",
    "keep_button": "Manter",
    "visit_kept": "Certo, a visita de {when} está mantida.",
    "which_slot": "Escolha o melhor horário para a visita:",
    "other_slot": "Outro horário",
    "confirm_slot": "Confirma a visita em *{when}*, no endereço {address}? É preciso haver um adulto no local.",
    "visit_booked": "Visita agendada para *{when}*. Protocolo: {protocol}",
    "slot_gone": "Esse horário acabou de ser ocupado. Escolha outro:",
    "no_slots": "Não há horários livres agora. Registrei seu pedido com o protocolo {protocol} e uma pessoa vai"
    " combinar o"
    " horário com você.",
    "confirm_cancel_visit": "Cancelar a visita de *{when}*?",
    "visit_cancelled": "A visita foi cancelada. Protocolo: {protocol}",
    "visit_reason": "Visita pedida pelo WhatsApp",
    # plan change
    "which_plan": "Seu plano é *{plan}*. Para qual deseja mudar?",
    "plan_row": "{price}/mês, {down}/{up} Mbps",
    "no_plans": "A mudança de plano deste contrato é feita por uma pessoa da equipe. Registrei seu pedido com o"
    " protocolo"
    " {protocol}.",
    "confirm_plan": "Mudar de *{old}* para *{new}*, por *{price} por mês*, {down} Mbps de download e {up} Mbps de"
    " upload."
    " Confirma?",
    "plan_changed": "Plano mudado para *{plan}*. {when} Protocolo: {protocol}",
    "plan_from": "Vale a partir de {day}.",
    "plan_kept": "Certo, seu plano continua o mesmo.",
    # cancellation
    "ask_reason": "Entendi que você quer cancelar o contrato *{plan}* ({address}). Se quiser, diga o motivo; isso"
    " não muda o"
    " seu direito de cancelar.",
    "reason_moving": "Mudança de endereço",
    "reason_price": "Preço",
    "reason_quality": "Qualidade do serviço",
    "reason_other": "Outro motivo",
    "reason_untold": "Prefiro não dizer",
    "cancel_terms": "Ao cancelar o contrato *{plan}* ({address}):\n• {fee}\n• {equipment}\n• o serviço é encerrado"
    " imediatamente e a última fatura é proporcional.\nConfirma o cancelamento?",
    "fee_none": "não há multa",
    "fee_due": "há multa de *{fee}* ({reason})",
    "fee_contract": "conforme o contrato",
    "equipment_none": "não há equipamento a devolver",
    "equipment_due": "devolver: {items}",
    "cancel_yes": "Sim, cancelar",
    "cancel_no": "Não cancelar",
    "cancel_kept": "Certo, seu contrato continua ativo.",
    "cancelled": "*Comprovante de cancelamento*\nContrato: {plan} ({address})\nPedido em: {when}\nEncerrado em:"
    " {day}\n"
    "Protocolo: {protocol}\nGuarde esta mensagem.",
    "cancel_by_person": "Seu pedido de cancelamento do contrato *{plan}* está registrado em {when}, com o protocolo"
    " {protocol}, e vale a partir de agora. O sistema não o concluiu sozinho: uma pessoa da equipe conclui e envia o"
    " comprovante por aqui.",
    "all_cancelled": "Não há contrato ativo para cancelar no seu cadastro.",
    # privacy
    "privacy": "Pela LGPD (art. 18) você pode pedir o que está na lista sobre os seus dados. Encarregado pela"
    " proteção de"
    " dados: {contact}.",
    "privacy_identify": "Pela LGPD (art. 18) você pode pedir informação, correção ou exclusão dos seus dados,"
    " entre outros"
    " direitos. Para proteger você, o pedido exige confirmar o cadastro. Encarregado pela proteção de dados:"
    " {contact}.",
    "privacy_contact_unknown": "fale com um atendente",
    "identify_button": "Confirmar cadastro",
    "right_confirmation": "Confirmar se há dados",
    "right_access": "Acessar meus dados",
    "right_correction": "Corrigir dados",
    "right_deletion": "Apagar ou anonimizar",
    "right_portability": "Portabilidade",
    "right_sharing": "Com quem são divididos",
    "right_consent": "Consentimento",
    "right_revocation": "Revogar consentimento",
    "right_opposition": "Opor-me a um uso",
    "right_review": "Rever decisão do robô",
    "privacy_details": "Descreva em uma mensagem o que deve ser corrigido ou revisto.",
    "privacy_opened": "Pedido registrado: *{right}*. Protocolo: {protocol}. A resposta vem até {due}."
    " Encarregado: {contact}.",
    # history, person, language
    "history": "Seus protocolos:\n{protocols}\nSe quiser o histórico completo de um deles, responda com o número;"
    " enviamos em"
    " até 5 dias corridos.",
    "history_by_person": "Pedido registrado. O histórico completo do protocolo vem por aqui em até 5 dias"
    " corridos. Protocolo"
    " deste pedido: {protocol}",
    "which_language": "Em que idioma prefere falar? / Which language do you prefer?",
    "portuguese": "Português",
    "english": "English",
    "language_set": "Certo, seguimos em português.",
}
