"""What a customer of the example's provider sees, workflow by workflow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from provider_talks import EXAMPLE, NOON, ZONE, Talk, kept, known, provider, shown

from tecnocursos.support.adapters.fake_bills import crc16
from tecnocursos.support.adapters.fake_erp import FakeErp
from tecnocursos.support.errors import ErpUnavailable
from tecnocursos.support.known_outages import KnownOutages
from tecnocursos.support.replies import Attachment, Code
from tecnocursos.support.workflows.machine import (
    HandOver,
    Heard,
    Identified,
    KnowCustomer,
    ListProtocols,
    OpenProtocol,
    SetLanguage,
)
from tecnocursos.support.workflows.outage import outage_notice
from tecnocursos.support.workflows.running import begin


@pytest.fixture
def erp(tmp_path: Path) -> FakeErp:
    return provider(tmp_path)


def test_the_registered_phone_needs_no_further_question(erp: FakeErp) -> None:
    talk = Talk(erp, phone="553788111001")  # without the ninth digit, as WhatsApp may have it
    assert "CPF ou CNPJ" in talk.says("quero a 2 via")
    told = talk.says("meu cpf é 529.982.247-25")
    assert "Obrigado, Ana!" in told
    assert "R$ 99,90" in told
    assert "05/12/2026" in told


@pytest.mark.parametrize("answer", ["14/03/1988", "14-3-88", "14 de março de 1988", "1001", "(37) 98811-1001"])
def test_a_second_factor_identifies(erp: FakeErp, answer: str) -> None:
    talk = Talk(erp, phone="5511955554444")
    talk.says("segunda via")
    told = talk.says("52998224725")
    assert "***.982.247-**" in told
    assert "52998224725" not in kept(talk.standing)
    assert "Obrigado, Ana!" in talk.says(answer)
    assert talk.did(KnowCustomer)


def test_three_wrong_answers_go_to_a_person_and_tell_nothing(erp: FakeErp) -> None:
    known_document, stranger = Talk(erp), Talk(erp)
    said = []
    for talk, document in ((known_document, "52998224725"), (stranger, "98765432100")):
        talk.says("segunda via")
        said.append([talk.says(document).replace(document[3:6], ""), talk.says("01/01/1990"), talk.says("0000")])
        talk.says("9999")
        assert talk.did(HandOver) == [HandOver("not_identified")]
        assert talk.customer is None
    assert said[0][1:] == said[1][1:]  # a customer's document is not told from a stranger's


def test_who_has_no_phone_shares_it_and_is_known(erp: FakeErp) -> None:
    talk = Talk(erp)
    talk.says("segunda via")
    assert "compartilhar o seu telefone" in talk.says("52998224725")
    (asked,) = talk.ran.replies
    assert asked.kind == "ask_phone"
    talk.phone = "5537988111001"  # WhatsApp has told it
    assert "Obrigado, Ana!" in talk.says("Ana Souza")
    stranger = Talk(erp)
    stranger.says("segunda via")
    stranger.says("52998224725")
    stranger.phone = "5511955554444"
    assert "data de nascimento" in stranger.says("Beto")
    assert not stranger.did(KnowCustomer)


def test_wrong_check_digits_are_told(erp: FakeErp) -> None:
    talk = Talk(erp)
    talk.says("boleto")
    assert "não confere" in talk.says("529.982.247-26")


def test_a_company_is_asked_for_its_phone(erp: FakeErp) -> None:
    talk = Talk(erp)
    talk.says("boleto")
    assert "**.222.333/****-**" in talk.says("11.222.333/0001-81")
    assert "R$ 189,90" in talk.says("1006")


def test_the_bill_comes_with_codes_that_stand_alone(erp: FakeErp) -> None:
    talk = known(erp, "1002")
    told = talk.says("quero minha fatura")
    assert "Venceu 20/11/2026" in told
    talk.says("a primeira")
    codes = [reply.text for reply in talk.ran.replies if isinstance(reply, Code)]
    (pdf,) = [reply for reply in talk.ran.replies if isinstance(reply, Attachment)]
    assert codes[0] == erp.pix_code("3002")
    assert int(codes[0][-4:], 16) == crc16(codes[0][:-4].encode())
    assert codes[1] == erp.open_invoices("1002")[0].digitable_line
    page = pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    assert "R$ 79,90" in page
    assert talk.did(OpenProtocol) == [OpenProtocol("billing", is_resolved=True, outcome="second copy sent")]


def test_only_pix_when_only_pix_is_asked(erp: FakeErp) -> None:
    talk = Talk(erp, phone="5537988111001")
    talk.says("manda o pix")
    talk.says("52998224725")
    assert [type(reply) for reply in talk.ran.replies][1:] == [type(talk.ran.replies[1]), Code]


def test_an_invoice_without_pix_is_paid_with_its_line(erp: FakeErp) -> None:
    talk = known(erp, "1012")
    told = talk.says("manda o pix")
    assert "não tem PIX" in told
    assert erp.open_invoices("1012")[0].digitable_line in told


def test_nothing_is_unlocked_before_it_is_confirmed_and_then_once(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    told = talk.says("desbloqueia minha internet")
    assert "3 dias" in told
    assert erp.get_customer("1003").contracts[0].status == "suspended"
    assert "29/11/2026" in talk.says("sim")
    assert erp.get_customer("1003").contracts[0].status == "active"
    assert talk.did(OpenProtocol) == [OpenProtocol("unlock", is_resolved=True, outcome="unlocked")]


def test_a_no_unlocks_nothing(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    talk.says("desbloquear")
    assert "não desbloqueei" in talk.says("não, obrigado")
    assert erp.get_customer("1003").contracts[0].status == "suspended"


def test_a_turn_that_is_done_once_more_unlocks_once(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    talk.says("desbloquear")
    standing = talk.standing
    first = talk.says("sim")
    talk.standing = standing  # the turn's transaction was lost
    assert talk.says("sim") == first


def test_a_refused_unlock_offers_a_persons_review(erp: FakeErp) -> None:
    talk = known(erp, "1004")
    assert "já foi usado nos últimos 30 dias" in talk.says("desbloqueio")
    assert "7 dias" in talk.taps("Pedir revisão")
    assert talk.did(HandOver) == [HandOver("refused", "unlock")]
    assert talk.did(OpenProtocol) == [OpenProtocol("unlock", due_days=7)]


def test_an_outage_is_told_before_anything_is_tried(erp: FakeErp) -> None:
    told = known(erp, "1007").says("net caiu")
    assert "Porto Velho" in told
    assert "desde 10:30" in told
    assert "Previsão de retorno: 15:00" in told
    assert "LOS" not in told


def test_outages_are_told_to_who_is_not_known(erp: FakeErp) -> None:
    talk = Talk(erp, phone="5537988111010")
    assert "Porto Velho" in talk.says("to sem internet")
    assert "CPF" in talk.taps("Não é a minha")
    assert "LOS" in talk.says("23100299981")


def test_planned_work_is_an_outage_once_it_has_begun(erp: FakeErp) -> None:
    talk = known(erp, "1011")
    assert outage_notice(talk.context(), ["Ipiranga"]) is None
    (planned,) = erp.outages("Ipiranga")
    begun = replace(talk.context(), now=planned.since + timedelta(minutes=1), ask_outages=lambda *_: [planned])
    notice = outage_notice(begun, ["Ipiranga"])
    assert notice is not None
    assert "programada na região *Ipiranga*" in notice.text


class Counting(FakeErp):
    """Counts what it is asked."""

    asked = 0

    def __getattribute__(self, name: str) -> Any:
        if name in {"outages", "get_customer", "find_customers", "connection"}:
            type(self).asked += 1
        return super().__getattribute__(name)


def test_in_a_mass_outage_the_system_is_asked_a_few_times_for_all_customers(tmp_path: Path) -> None:
    erp = Counting(EXAMPLE, tmp_path / "erp-state.json", lambda: NOON, ZONE)
    seconds, tenant = [0.0], uuid4()
    outages = KnownOutages(lambda: seconds[0])
    someone = Identified(erp_id="1007", first_name="Rui", region="Porto Velho")
    answers = set()
    for number in range(500):
        seconds[0] = number * 60 / 500
        customer = someone if number % 2 else None
        context = replace(Talk(erp).context(), customer=customer, ask_outages=partial(outages.of, tenant))
        ran = begin("outage" if number % 3 else "diagnosis" if customer else "outage", Heard("caiu a net"), context)
        answers.add(shown(ran.replies))
    assert len(answers) == 2  # those who are known are told, the others asked whether it is theirs
    assert Counting.asked <= 6


def test_an_outage_is_known_for_a_while_when_the_system_does_not_answer(erp: FakeErp) -> None:
    seconds, tenant = [0.0], uuid4()
    known_outages = KnownOutages(lambda: seconds[0])
    asked = []

    class Silent:
        def outages(self, region: str | None) -> Any:
            asked.append(region)
            raise ErpUnavailable(host="erp", reason="did not answer", reason_pt="não respondeu")

    silent: Any = Silent()
    for _ in range(5):
        with pytest.raises(ErpUnavailable):
            known_outages.of(tenant, silent, "Porto Velho")
    assert len(asked) == 1
    seconds[0] = 11
    told = known_outages.of(tenant, erp, "Porto Velho")
    assert told
    assert not known_outages.of(uuid4(), erp, "Ipatinga")
    seconds[0] = 300
    assert known_outages.of(tenant, silent, "Porto Velho") == told
    seconds[0] = 700
    with pytest.raises(ErpUnavailable):
        known_outages.of(tenant, silent, "Porto Velho")


def test_slow_internet_in_a_region_with_an_outage_tells_it(erp: FakeErp) -> None:
    assert "Porto Velho" in known(erp, "1007").says("ta lenta")


def test_weak_signal_offers_a_visit(erp: FakeErp) -> None:
    talk = known(erp, "1008")
    assert "-29.3 dBm" in talk.says("internet lenta")
    assert "27/11 08:00-12:00" in talk.taps("Sim, agendar")


def test_steps_at_home_end_in_a_visit_when_nothing_helps(erp: FakeErp) -> None:
    talk = known(erp, "1010")
    assert "LOS" in talk.says("sem internet")
    assert "30 segundos" in talk.taps("Não")
    assert "visita técnica" in talk.taps("Já fiz")
    talk.taps("Sim, agendar")
    assert "Rua Itaúna, 77" in talk.says("2")
    assert "Visita agendada para *27/11 13:00-18:00*" in talk.says("confirmo")
    assert erp.open_visit("2011") is not None


def test_a_suspended_contract_is_not_troubleshot(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    assert "suspenso" in talk.says("internet não funciona")
    assert "3 dias" in talk.taps("Desbloquear")


def test_a_visit_is_moved_and_cancelled(erp: FakeErp) -> None:
    talk = known(erp, "1011")
    assert "28/11 08:00-12:00" in talk.says("visita")
    talk.taps("Remarcar")
    talk.says("1")
    assert "27/11 08:00-12:00" in talk.says("sim")
    talk.says("cancelar visita")
    talk.taps("Cancelar visita")
    assert erp.open_visit("2012") is not None
    assert "cancelada" in talk.says("sim")
    assert erp.open_visit("2012") is None


def test_a_time_that_was_taken_meanwhile_is_asked_anew(erp: FakeErp) -> None:
    talk = known(erp, "1010")
    talk.says("visita técnica")
    talk.says("1")
    erp.schedule_visit("2009", "2026-11-27T08-12", "x", key="other")
    told = talk.says("sim")
    assert "acabou de ser ocupado" in told
    assert "27/11 08:00" not in told


def test_a_plan_is_changed_after_its_price_is_confirmed(erp: FakeErp) -> None:
    talk = known(erp, "1001")
    assert "R$ 129,90/mês, 500/250 Mbps" in talk.says("quero mudar de plano")
    assert "R$ 129,90 por mês" in talk.taps("Fibra 500")
    assert erp.get_customer("1001").contracts[0].plan == "Fibra 300"
    assert "27/11/2026" in talk.says("sim")
    assert erp.get_customer("1001").contracts[0].plan == "Fibra 500"


def test_a_contract_is_cancelled_here_with_terms_and_proof(erp: FakeErp) -> None:
    talk = known(erp, "1010")
    talk.says("quero cancelar")
    told = talk.taps("Preço")
    assert "R$ 150,00" in told
    assert "Roteador Wi-Fi 6" in told
    assert erp.get_customer("1010").contracts[0].status == "active"
    proof = talk.taps("Sim, cancelar")
    assert "Comprovante" in proof
    assert "26/11/2026 12:00" in proof
    assert erp.get_customer("1010").contracts[0].status == "cancelled"
    assert talk.did(OpenProtocol) == [OpenProtocol("cancellation", is_resolved=True, outcome="cancelled")]


def test_who_has_two_contracts_says_which(erp: FakeErp) -> None:
    talk = known(erp, "1005")
    assert "Sítio Boa Vista" in talk.says("cancelar")
    talk.says("2")
    talk.says("não quero dizer, é pessoal")
    talk.taps("Sim, cancelar")
    assert [contract.status for contract in erp.get_customer("1005").contracts] == ["active", "cancelled"]


def test_a_data_request_is_due_in_fifteen_days(erp: FakeErp) -> None:
    talk = known(erp, "1001")
    assert "Marta Reis" in talk.says("quero apagar meus dados")
    assert "11/12/2026" in talk.taps("Apagar ou anonimizar")
    assert talk.did(OpenProtocol) == [
        OpenProtocol("data_protection", due_days=15, outcome="deletion", right="deletion")
    ]


def test_the_officer_is_named_before_anything_is_asked(erp: FakeErp) -> None:
    talk = Talk(erp, phone="5537988111001")
    assert "Marta Reis" in talk.says("lgpd")
    talk.taps("Confirmar cadastro")
    assert "art. 18" in talk.says("52998224725")


def test_protocols_are_listed_and_sent_on_request(erp: FakeErp) -> None:
    talk = known(erp, "1001")
    assert "{protocols}" in talk.says("meus protocolos")
    assert talk.did(ListProtocols)
    assert "5 dias" in talk.says("o 2026112600001")


@pytest.mark.parametrize("word", ["atendente", "HUMANO", "Pessoa", "falar com atendente", "agent"])
@pytest.mark.parametrize("first", ["segunda via", "cancelar", "sem internet", "lgpd", "menu"])
def test_a_person_is_one_word_away_and_asks_nothing(erp: FakeErp, first: str, word: str) -> None:
    talk = Talk(erp)
    talk.says(first)
    talk.says(word)
    assert talk.did(HandOver) == [HandOver("asked")]
    assert talk.standing is None


def test_menu_and_leaving_always_work(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    talk.says("desbloquear")
    assert "2ª via e PIX" in talk.says("menu")
    talk.says("desbloquear")
    assert "encerrei" in talk.says("sair")
    assert talk.standing is None


def test_another_wish_is_followed(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    talk.says("desbloquear")
    assert "R$ 99,90" in talk.says("manda o boleto")


def test_what_is_not_understood_is_asked_again_then_a_person_is_offered(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    talk.says("desbloquear")
    told = talk.says("abacaxi azul")
    assert told.startswith("Desculpe, não entendi. Posso liberar")
    assert not talk.ran.is_understood
    assert "pessoa da equipe?" in talk.says("abacaxi verde")
    assert talk.taps("Tentar de novo").startswith("Posso liberar")
    assert erp.get_customer("1003").contracts[0].status == "suspended"


def test_what_was_left_for_half_an_hour_is_over(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    talk.says("desbloquear")
    talk.passes(timedelta(minutes=31))
    talk.says("sim")
    assert erp.get_customer("1003").contracts[0].status == "suspended"


def test_the_language_is_changed(erp: FakeErp) -> None:
    talk = known(erp, "1003")
    assert "in English" in talk.says("english please")
    assert talk.did(SetLanguage) == [SetLanguage("en-US")]
    assert "29 Nov 2026" in (talk.says("unlock my internet"), talk.says("yes please"))[1]


def test_a_system_that_does_not_answer_is_tried_again_once(erp: FakeErp, tmp_path: Path) -> None:
    talk = known(erp, "1003", now=NOON)
    talk.says("desbloquear")
    state = tmp_path / "erp-state.json"
    state.write_text("torn")
    assert "não respondeu" in talk.says("sim")
    state.unlink()
    talk.taps("Tentar de novo")
    assert "liberado" in talk.says("sim")


def test_a_system_that_stays_silent_hands_over(erp: FakeErp, tmp_path: Path) -> None:
    talk = known(erp, "1003")
    (tmp_path / "erp-state.json").write_text("torn")
    talk.says("desbloquear")
    assert "Vou passar você" in talk.taps("Tentar de novo")
    assert talk.did(HandOver) == [HandOver("trouble", "unlock")]
