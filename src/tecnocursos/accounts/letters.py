"""The words of the mails, in both languages. Each is a subject and a text; `{…}` are filled in when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    subject: str
    text: str


_PT: Mapping[str, Words] = {
    "sign_up": Words(
        "Confirme o seu cadastro na TecnoCursos AI",
        "Recebemos um pedido para cadastrar a organização «{tenant}» com este e-mail.\n\n"
        "Para confirmar e escolher a sua senha, abra em até 24 horas:\n\n{link}\n\n"
        "Se não foi você, ignore esta mensagem: nada será criado.",
    ),
    "sign_up_known": Words(
        "Você já tem uma conta na TecnoCursos AI",
        "Recebemos um pedido para cadastrar a organização «{tenant}» com este e-mail, que já tem uma conta.\n\n"
        "Para criar a organização com a sua conta e a sua senha de sempre, abra em até 24 horas:\n\n{link}\n\n"
        "Se não foi você, ignore esta mensagem: nada será criado.",
    ),
    "password_reset": Words(
        "Escolha uma nova senha",
        "Recebemos um pedido para trocar a senha da sua conta.\n\n"
        "Para escolher uma nova, abra em até 30 minutos:\n\n{link}\n\n"
        "Se não foi você, ignore esta mensagem: a sua senha continua a mesma.",
    ),
    "email_change": Words(
        "Confirme o seu novo e-mail",
        "Para passar a entrar na TecnoCursos AI com este e-mail, abra em até 2 horas:\n\n{link}\n\n"
        "Se não foi você, ignore esta mensagem: nada muda.",
    ),
    "email_change_known": Words(
        "Este e-mail já tem uma conta",
        "Alguém pediu para usar este e-mail em outra conta da TecnoCursos AI. Como ele já pertence à sua conta, nada "
        "mudou. Se foi você, entre com a conta que já tem ou escolha outro e-mail.",
    ),
    "email_change_asked": Words(
        "Pedido de troca de e-mail",
        "Alguém que entrou na sua conta pediu para trocar o e-mail dela. A troca só vale depois de confirmada no novo "
        "endereço.\n\nSe não foi você, troque a sua senha agora: {site}",
    ),
    "email_changed": Words(
        "O e-mail da sua conta foi trocado",
        "A sua conta da TecnoCursos AI passou a usar outro e-mail; este não serve mais para entrar.\n\n"
        "Se não foi você, fale já com quem administra a sua organização.",
    ),
    "invitation": Words(
        "Convite para «{tenant}»",
        "Você foi convidado para trabalhar em «{tenant}» na TecnoCursos AI.\n\n"
        "Para aceitar, abra em até 7 dias:\n\n{link}\n\nSe não esperava este convite, ignore esta mensagem.",
    ),
    "password_changed": Words(
        "A sua senha foi trocada",
        "A senha da sua conta foi trocada, e os acessos em outros aparelhos foram encerrados.\n\n"
        "Se não foi você, peça já uma nova senha: {site}",
    ),
    "second_factor_on": Words(
        "Segundo fator ativado",
        "A sua conta passou a pedir um código do aplicativo autenticador.\n\n"
        "Se não foi você, fale já com quem administra a sua organização.",
    ),
    "second_factor_off": Words(
        "Segundo fator desativado",
        "A sua conta deixou de pedir um código além da senha.\n\nSe não foi você, troque a sua senha agora: {site}",
    ),
    "sign_in_stolen": Words(
        "Um acesso à sua conta foi encerrado por segurança",
        "Uma credencial antiga da sua conta foi usada de novo, o que indica que pode ter sido copiada. Encerramos "
        "aquele acesso. Entre de novo e, se não reconhece isso, troque a sua senha: {site}",
    ),
}

_EN: Mapping[str, Words] = {
    "sign_up": Words(
        "Confirm your sign-up to TecnoCursos AI",
        "We were asked to sign up the organisation “{tenant}” with this address.\n\n"
        "To confirm it and choose your password, open this within 24 hours:\n\n{link}\n\n"
        "If it was not you, ignore this message: nothing will be created.",
    ),
    "sign_up_known": Words(
        "You have an account at TecnoCursos AI already",
        "We were asked to sign up the organisation “{tenant}” with this address, which has an account already.\n\n"
        "To create the organisation with your account and your usual password, open this within 24 hours:\n\n{link}\n\n"
        "If it was not you, ignore this message: nothing will be created.",
    ),
    "password_reset": Words(
        "Choose a new password",
        "We were asked to change the password of your account.\n\n"
        "To choose a new one, open this within 30 minutes:\n\n{link}\n\n"
        "If it was not you, ignore this message: your password stays as it is.",
    ),
    "email_change": Words(
        "Confirm your new address",
        "To sign in to TecnoCursos AI with this address from now on, open this within 2 hours:\n\n{link}\n\n"
        "If it was not you, ignore this message: nothing changes.",
    ),
    "email_change_known": Words(
        "This address has an account already",
        "Somebody asked to use this address for another account at TecnoCursos AI. It belongs to your account, so "
        "nothing has changed. If it was you, sign in to the account you have, or choose another address.",
    ),
    "email_change_asked": Words(
        "A change of address was asked for",
        "Somebody signed in to your account asked to change its e-mail address. It changes only once that is confirmed "
        "at the new address.\n\nIf it was not you, change your password now: {site}",
    ),
    "email_changed": Words(
        "The address of your account was changed",
        "Your account at TecnoCursos AI uses another e-mail address now; you cannot sign in with this one any more.\n\n"
        "If it was not you, talk to those who run your organisation at once.",
    ),
    "invitation": Words(
        "Invitation to “{tenant}”",
        "You are invited to work in “{tenant}” at TecnoCursos AI.\n\n"
        "To accept, open this within 7 days:\n\n{link}\n\nIf you did not expect this, ignore it.",
    ),
    "password_changed": Words(
        "Your password was changed",
        "The password of your account was changed, and the sign-ins on other devices were ended.\n\n"
        "If it was not you, ask for a new password at once: {site}",
    ),
    "second_factor_on": Words(
        "Second factor turned on",
        "Your account now asks for a code of your authenticator app.\n\n"
        "If it was not you, talk to those who run your organisation at once.",
    ),
    "second_factor_off": Words(
        "Second factor turned off",
        "Your account no longer asks for a code besides the password.\n\n"
        "If it was not you, change your password now: {site}",
    ),
    "sign_in_stolen": Words(
        "A sign-in to your account was ended for safety",
        "An old credential of your account was used again, a sign that it may have been copied. We ended that sign-in. "
        "Sign in again and, if you do not recognise this, change your password: {site}",
    ),
}

_GREETING = {"pt": "Olá!", "en": "Hello!"}


def words_of(kind: str, language: str, facts: Mapping[str, str]) -> Words:
    """Subject and text of a mail, filled in."""
    is_english = language.startswith("en")
    words = (_EN if is_english else _PT)[kind]
    greeting = _GREETING["en" if is_english else "pt"]
    # A subject is one line, whatever a tenant is called.
    subject = " ".join(words.subject.format(**facts).split())
    return Words(subject, f"{greeting}\n\n{words.text.format(**facts)}\n\nTecnoCursos AI\n")
