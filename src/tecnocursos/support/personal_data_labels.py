"""How the copy of a customer's data calls things, what it says the data is used for, and who else is given it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tecnocursos.kit.language import Language

TITLES: Final[Mapping[Language, str]] = {
    "pt-BR": "Seus dados no nosso atendimento",
    "en-US": "Your data in our customer service",
}
NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "about": ("Sobre este arquivo", "About this file"),
    "made_at": ("Feito em", "Made at"),
    "controller": ("Controlador", "Controller"),
    "privacy_contact": ("Contato do encarregado", "Contact of the data protection officer"),
    "customer": ("Quem você é", "Who you are"),
    "id": ("Identificador", "Identifier"),
    "name": ("Nome", "Name"),
    "language": ("Idioma", "Language"),
    "created_at": ("Desde", "Since"),
    "noticed_at": ("Aviso de privacidade em", "Privacy notice at"),
    "erp": ("No sistema do provedor", "In the provider's system"),
    "erp_id": ("Código", "Code"),
    "first_name": ("Primeiro nome", "First name"),
    "region": ("Região", "Region"),
    "addresses": ("Como falamos com você", "How we reach you"),
    "kind": ("Tipo", "Kind"),
    "value": ("Valor", "Value"),
    "conversations": ("Conversas", "Conversations"),
    "number": ("Número", "Number"),
    "state": ("Estado", "State"),
    "resolved_at": ("Encerrada em", "Resolved at"),
    "subject": ("Assunto", "Subject"),
    "rating": ("Sua avaliação (1 a 5)", "Your rating (1 to 5)"),
    "labels": ("Etiquetas", "Labels"),
    "is_erased": ("Conteúdo apagado", "Content erased"),
    "messages": ("Mensagens", "Messages"),
    "sent_at": ("Quando", "When"),
    "direction": ("Sentido (in: sua, out: nossa, note: anotação interna)", "Direction (in: yours, out: ours, note)"),
    "author": ("De quem", "By"),
    "text": ("Texto", "Text"),
    "media": ("Arquivo", "File"),
    "media_type": ("Formato", "Format"),
    "file": ("Arquivo neste pacote", "File in this package"),
    "file_state": ("Estado do arquivo", "State of the file"),
    "location": ("Localização", "Location"),
    "contacts": ("Contatos enviados", "Contacts sent"),
    "citations": ("Fontes da resposta", "Sources of the answer"),
    "step": ("Passo do atendimento automático", "Step of the automatic service"),
    "protocols": ("Protocolos", "Protocols"),
    "due_at": ("Prazo", "Due"),
    "outcome": ("Resultado", "Outcome"),
    "consents": ("Consentimentos", "Consents"),
    "purpose": ("Finalidade", "Purpose"),
    "is_given": ("Aceito", "Given"),
    "source": ("Origem", "Source"),
    "text_version": ("Versão do texto", "Version of the wording"),
    "evidence": ("Comprovação", "Evidence"),
    "requests": ("Pedidos sobre seus dados", "Requests about your data"),
    "right": ("Direito", "Right"),
    "closed_at": ("Encerrado em", "Closed at"),
    "reason": ("Motivo", "Reason"),
    "shared_with": ("Com quem compartilhamos", "Who we share with"),
    "who": ("Quem", "Who"),
    "why": ("Para quê", "What for"),
    "what": ("Quais dados", "Which data"),
    "system": ("Sistema", "System"),
    "purposes": ("Para que usamos e com que base legal", "What we use it for, and on which legal basis"),
    "basis": ("Base legal", "Legal basis"),
    "kept_for_days": ("Por quantos dias guardamos", "For how many days we keep it"),
    "files": ("Arquivos", "Files"),
    "deliveries": ("Entregas do WhatsApp, como vieram", "Deliveries of WhatsApp, as they came"),
}
RECIPIENTS: Final[Mapping[str, Mapping[Language, dict[str, Any]]]] = {
    "meta": {
        "pt-BR": {"who": "Meta (WhatsApp)", "why": "entregar as mensagens", "what": "mensagens, arquivos e telefone"},
        "en-US": {"who": "Meta (WhatsApp)", "why": "delivering messages", "what": "messages, files and phone"},
    },
    "model": {
        "pt-BR": {
            "who": "serviço de modelo de linguagem",
            "why": "entender a pergunta e redigir a resposta",
            "what": "o texto da pergunta e trechos dos documentos",
        },
        "en-US": {
            "who": "language model service",
            "why": "understanding the question and wording the answer",
            "what": "the text of the question and passages of documents",
        },
    },
    "erp": {
        "pt-BR": {
            "who": "sistema de gestão do provedor",
            "why": "identificar você, faturas, conexão e visitas",
            "what": "CPF ou CNPJ e dados do contrato, durante a consulta",
        },
        "en-US": {
            "who": "the provider's management system",
            "why": "identifying you, bills, connection and visits",
            "what": "CPF or CNPJ and contract data, while it is asked",
        },
    },
}
PURPOSES: Final[Mapping[Language, list[dict[str, str]]]] = {
    "pt-BR": [
        {"purpose": "atendimento, cobrança e suporte", "basis": "execução de contrato (LGPD, art. 7º, V)"},
        {"purpose": "protocolos e histórico", "basis": "obrigação legal (Decreto 11.034/2022, art. 12; art. 7º, II)"},
        {"purpose": "qualidade e prevenção a fraude", "basis": "legítimo interesse (art. 7º, IX)"},
        {"purpose": "ofertas", "basis": "consentimento (art. 7º, I), que você pode retirar quando quiser"},
    ],
    "en-US": [
        {"purpose": "service, billing and support", "basis": "performance of a contract (LGPD, art. 7, V)"},
        {"purpose": "protocols and history", "basis": "legal duty (Decree 11.034/2022, art. 12; art. 7, II)"},
        {"purpose": "quality and prevention of fraud", "basis": "legitimate interest (art. 7, IX)"},
        {"purpose": "offers", "basis": "consent (art. 7, I), which you can take back at any time"},
    ],
}
