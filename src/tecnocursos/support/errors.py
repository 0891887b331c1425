"""What can go wrong with customer service."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, LimitReached, NotAllowed, NotFound, Unavailable


class ErpUnavailable(Unavailable):
    code = "erp_unavailable"
    en = "The provider's system at {host} {reason}."
    pt = "O sistema do provedor em {host} {reason}."


class ErpRefused(Conflict):
    code = "erp_refused"
    en = "The provider's system at {host} refused: {reason}"
    pt = "O sistema do provedor em {host} recusou: {reason_pt}"


class ErpSettingsWrong(Invalid):
    code = "erp_settings_wrong"
    en = "The provider's system cannot be reached with these settings: {field}: {reason}."
    pt = "O sistema do provedor não pode ser alcançado com estas configurações: {field}: {reason}."


class ErpNotConnected(NotFound):
    code = "erp_not_connected"
    en = "No system of the provider is connected."
    pt = "Nenhum sistema do provedor está conectado."


class ChannelNotFound(NotFound):
    code = "channel_not_found"
    en = "There is no such number."
    pt = "Não há tal número."


class ChannelKnown(Conflict):
    code = "channel_known"
    en = "This number is connected already."
    pt = "Este número já está conectado."


class SignatureRefused(NotAllowed):
    code = "signature_refused"
    en = "The signature of this request is missing or wrong."
    pt = "A assinatura desta requisição falta ou está errada."


class VerifyTokenRefused(NotAllowed):
    code = "verify_token_refused"
    en = "The verify token is not the one of this number."
    pt = "O token de verificação não é o deste número."


class UpdateUnreadable(Invalid):
    code = "update_unreadable"
    en = "This is not an update of WhatsApp: {reason}."
    pt = "Isto não é uma atualização do WhatsApp: {reason_pt}."


class ConversationNotFound(NotFound):
    code = "conversation_not_found"
    en = "There is no such conversation."
    pt = "Não há tal conversa."


class ConversationErased(Conflict):
    code = "conversation_erased"
    en = "What was said in this conversation was erased."
    pt = "O conteúdo desta conversa foi apagado."


class ConversationResolved(Conflict):
    code = "conversation_resolved"
    en = "This conversation is resolved. Open it again first."
    pt = "Esta conversa está encerrada. Reabra-a antes."


class ConversationTaken(Conflict):
    code = "conversation_taken"
    en = "Somebody else has taken this conversation."
    pt = "Outra pessoa já assumiu esta conversa."


class ConversationNotHeld(Conflict):
    code = "conversation_not_held"
    en = "Take the conversation over before you write to the customer."
    pt = "Assuma a conversa antes de escrever ao cliente."


class WindowClosed(Conflict):
    code = "window_closed"
    en = "The customer last wrote more than 24 hours ago: only a template can be sent now."
    pt = "O cliente escreveu há mais de 24 horas: agora só é possível enviar um modelo."


class MessageNotFound(NotFound):
    code = "message_not_found"
    en = "There is no such message."
    pt = "Não há tal mensagem."


class TemplateUnusable(Invalid):
    code = "message_template_unusable"
    en = "The template {name} cannot be sent: {reason}."
    pt = "O modelo {name} não pode ser enviado: {reason_pt}."


class NoticeNotFound(NotFound):
    code = "notice_not_found"
    en = "There is no such notice."
    pt = "Não há tal aviso."


class NoticeEnded(Conflict):
    code = "notice_ended"
    en = "This notice has ended already."
    pt = "Este aviso já terminou."


class NoticeReachesNobody(Conflict):
    code = "notice_reaches_nobody"
    en = "Nobody would be told: no customer of the region {region} who was not told yet can be written to."
    pt = "Ninguém seria avisado: nenhum cliente da região {region} ainda não avisado pode receber mensagens."


class CustomerNotFound(NotFound):
    code = "customer_not_found"
    en = "There is no such customer."
    pt = "Não há tal cliente."


class ConsentMissing(Conflict):
    code = "consent_missing"
    en = "The customer has not agreed to offers, or has taken that back: templates of marketing are not sent to them."
    pt = "O cliente não aceitou receber ofertas, ou voltou atrás: modelos de marketing não são enviados a ele."


class DataRequestNotFound(NotFound):
    code = "data_request_not_found"
    en = "There is no such request about personal data."
    pt = "Não há tal pedido sobre dados pessoais."


class DataRequestClosed(Conflict):
    code = "data_request_closed"
    en = "This request is closed already."
    pt = "Este pedido já foi encerrado."


class ChannelTroubled(Conflict):
    code = "channel_troubled"
    en = "WhatsApp does not let this number work: {reason}"
    pt = "O WhatsApp não deixa este número funcionar: {reason_pt}"


class FileUnsendable(Invalid):
    code = "message_file_unsendable"
    en = "{file} cannot be sent: {reason}."
    pt = "{file} não pode ser enviado: {reason_pt}."


class MessageRefused(Conflict):
    code = "message_refused"
    en = "WhatsApp did not take the message: {reason}"
    pt = "O WhatsApp não aceitou a mensagem: {reason_pt}"


class FileNotKept(NotFound):
    code = "message_file_not_kept"
    en = "The file of this message is not here: not yet, or not any more."
    pt = "O arquivo desta mensagem não está aqui: ainda não, ou não mais."


class TeamNotFound(NotFound):
    code = "team_not_found"
    en = "There is no such team."
    pt = "Não há tal equipe."


class LabelNotFound(NotFound):
    code = "label_not_found"
    en = "There is no such label."
    pt = "Não há tal etiqueta."


class ProtocolNotFound(NotFound):
    code = "protocol_not_found"
    en = "This conversation has no such protocol."
    pt = "Esta conversa não tem tal protocolo."


class AssigneeUnknown(Invalid):
    code = "assignee_unknown"
    en = "Only people of your organisation can be given a conversation."
    pt = "Só pessoas da sua organização podem receber uma conversa."


class PeriodUnusable(Invalid):
    code = "period_unusable"
    en = "The period cannot be used: {reason}."
    pt = "O período não pode ser usado: {reason_pt}."


class QuestionNotFound(NotFound):
    code = "question_not_found"
    en = "There is no such question, or its conversation was erased."
    pt = "Esta pergunta não existe, ou a conversa dela foi apagada."


class ExportNotFound(NotFound):
    code = "export_not_found"
    en = "There is no such export, or its days are over."
    pt = "Esta exportação não existe, ou o prazo dela acabou."


class ExportNotReady(Conflict):
    code = "export_not_ready"
    en = "The file is still being written."
    pt = "O arquivo ainda está sendo escrito."


class PersonUnknown(Invalid):
    code = "support_person_unknown"
    en = "Only people of your organisation who may serve customers belong here."
    pt = "Só pessoas da sua organização que podem atender clientes entram aqui."


class PersonNotFound(NotFound):
    code = "support_person_not_found"
    en = "Nobody of your organisation who may serve customers is known by this id."
    pt = "Ninguém da sua organização que pode atender clientes é conhecido por este id."


class NameTaken(Conflict):
    code = "desk_name_taken"
    en = "There is one with this name already: {name}."
    pt = "Já existe um com este nome: {name}."


class SubjectTaken(Conflict):
    code = "subject_taken"
    en = "The team {team} serves this already: {subject}."
    pt = "A equipe {team} já atende isto: {subject}."


class DeskFull(LimitReached):
    code = "desk_full"
    en = "There are as many as there may be ({limit}). Delete one first."
    pt = "Já há tantos quantos pode haver ({limit}). Exclua um antes."


class CannedReplyNotFound(NotFound):
    code = "canned_reply_not_found"
    en = "There is no such reply."
    pt = "Não há tal resposta."


class SimulatorAbsent(Conflict):
    code = "simulator_absent"
    en = "This server runs no WhatsApp of its own to try things with (TECNOCURSOS_WHATSAPP__SIMULATOR)."
    pt = "Este servidor não roda um WhatsApp próprio para testes (TECNOCURSOS_WHATSAPP__SIMULATOR)."


class SimulatorNotStarted(NotFound):
    code = "simulator_not_started"
    en = "The simulator has not been started yet."
    pt = "O simulador ainda não foi iniciado."


class ExampleAbsent(Conflict):
    code = "example_absent"
    en = "This server has no example of a provider (TECNOCURSOS_WHATSAPP__EXAMPLE_ERP)."
    pt = "Este servidor não tem um provedor de exemplo (TECNOCURSOS_WHATSAPP__EXAMPLE_ERP)."


class TooManyPhones(Conflict):
    code = "too_many_phones"
    en = "The simulator has {limit} customers at most."
    pt = "O simulador tem no máximo {limit} clientes."
