"""What can go wrong around accounts."""

from __future__ import annotations

from tecnocursos.kit.errors import (
    Conflict,
    Invalid,
    LimitReached,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Unavailable,
)


class CredentialsWrong(NotAuthenticated):
    code = "credentials_wrong"
    en = "The e-mail address or the password is wrong."
    pt = "O e-mail ou a senha está incorreto."


class SecondFactorWrong(NotAuthenticated):
    code = "second_factor_wrong"
    en = "The code is wrong, or it was used already."
    pt = "O código está incorreto ou já foi usado."


class ChallengeEnded(NotAuthenticated):
    code = "challenge_ended"
    en = "This sign-in took too long or had too many wrong codes. Start again with your password."
    pt = "Este acesso demorou demais ou teve códigos errados demais. Comece de novo com a sua senha."


class RefreshRefused(NotAuthenticated):
    code = "refresh_refused"
    en = "The sign-in has ended. Sign in again."
    pt = "A sessão terminou. Entre de novo."


class RefreshRaced(Conflict):
    code = "refresh_raced"
    en = "The same token was used a moment ago. Go on with the tokens which that request was given."
    pt = "O mesmo token foi usado há instantes. Continue com os tokens dados àquela requisição."


class TicketInvalid(NotAllowed):
    code = "link_invalid"
    en = "This link does not work: it was used, has expired, or is not whole. Ask for a new one."
    pt = "Este link não funciona: já foi usado, expirou ou está incompleto. Peça um novo."


class TooManyAttempts(LimitReached):
    code = "too_many_attempts"
    en = "Too many attempts. Try again in {seconds} seconds."
    pt = "Tentativas demais. Tente de novo em {seconds} segundos."
    is_first = False
    """Whether this attempt was the one that used up the limit."""


class PasswordsBusy(Unavailable):
    code = "passwords_busy"
    en = "Too many people are signing in just now. Try again in a moment."
    pt = "Há gente demais entrando agora. Tente de novo em instantes."


class PasswordTooShort(Invalid):
    code = "password_too_short"
    en = "A password has at least {least} characters."
    pt = "A senha tem ao menos {least} caracteres."


class PasswordTooCommon(Invalid):
    code = "password_too_common"
    en = "This password is among the first that anybody would try. Choose another."
    pt = "Esta senha está entre as primeiras que qualquer um tentaria. Escolha outra."


class ConfirmationNeeded(NotAllowed):
    code = "confirmation_needed"
    en = "Confirm first that it is you, with your password."
    pt = "Confirme antes que é você, com a sua senha."


class PersonNeeded(NotAllowed):
    code = "person_needed"
    en = "Only a person who signed in may do this, not a key."
    pt = "Só uma pessoa que entrou pode fazer isto, não uma chave."


class NoMembership(NotAllowed):
    code = "no_membership"
    en = "You are not an active member of this organisation, or of any."
    pt = "Você não é membro ativo desta organização, ou de nenhuma."


class SignUpClosed(NotAllowed):
    code = "sign_up_closed"
    en = "New organisations cannot sign up here. Ask for an invitation."
    pt = "Novas organizações não podem se cadastrar aqui. Peça um convite."


class AlreadySetUp(Conflict):
    code = "already_set_up"
    en = "This installation has its first owner already."
    pt = "Esta instalação já tem o seu primeiro proprietário."


class AddressTaken(Conflict):
    code = "address_taken"
    en = "There is an account with this e-mail address already."
    pt = "Já existe uma conta com este e-mail."


class NewPersonIncomplete(Invalid):
    code = "new_person_incomplete"
    en = "A new account needs a name and a password."
    pt = "Uma conta nova precisa de nome e senha."


class SecondFactorExists(Conflict):
    code = "second_factor_exists"
    en = "There is a second factor already. Turn it off first."
    pt = "Já existe um segundo fator. Desative-o antes."


class SecondFactorMissing(Conflict):
    code = "second_factor_missing"
    en = "There is no second factor to work with. Set one up first."
    pt = "Não há segundo fator. Configure um antes."


class SignInNotFound(NotFound):
    code = "sign_in_not_found"
    en = "There is no such sign-in."
    pt = "Essa sessão não existe."


class MemberNotFound(NotFound):
    code = "member_not_found"
    en = "There is no such member."
    pt = "Esse membro não existe."


class OwnerNeeded(NotAllowed):
    code = "owner_needed"
    en = "Only an owner may do this."
    pt = "Só um proprietário pode fazer isto."


class LastOwner(Conflict):
    code = "last_owner"
    en = "An organisation keeps at least one active owner. Make somebody else an owner first."
    pt = "Uma organização mantém ao menos um proprietário ativo. Torne outra pessoa proprietária antes."


class InvitationNotFound(NotFound):
    code = "invitation_not_found"
    en = "There is no such invitation."
    pt = "Esse convite não existe."


class InvitationEnded(Conflict):
    code = "invitation_ended"
    en = "The invitation was accepted or revoked already."
    pt = "O convite já foi aceito ou revogado."


class AlreadyInvited(Conflict):
    code = "already_invited"
    en = "There is an open invitation for this address. Send it again instead."
    pt = "Já há um convite aberto para este e-mail. Reenvie-o."


class AlreadyMember(Conflict):
    code = "already_member"
    en = "Somebody with this address is a member already."
    pt = "Alguém com este e-mail já é membro."


class TenantStateWrong(Conflict):
    code = "tenant_state_wrong"
    en = "The organisation is {state} already."
    pt = "A organização já está neste estado: {state}."


class ApiKeyNotFound(NotFound):
    code = "api_key_not_found"
    en = "There is no such key."
    pt = "Essa chave não existe."


class ApiKeyExpired(Invalid):
    code = "api_key_expiry_past"
    en = "The key would have expired already."
    pt = "A chave já nasceria expirada."
