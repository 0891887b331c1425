"""What stands in the files of reports: their names, their columns and the words of the overview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from tecnocursos.kit.language import Language
from tecnocursos.support.report_models import Episode, ExportKind
from tecnocursos.support.reports.csv_files import Cell
from tecnocursos.support.reports.values import MessageVolume, ServiceFigures, ServiceReport

Row = tuple[Cell, ...]
FILE_NAMES: Final[Mapping[Language, Mapping[ExportKind, str]]] = {
    "pt-BR": {"overview": "relatorio", "conversations": "atendimentos"},
    "en-US": {"overview": "report", "conversations": "conversations"},
}
EPISODE_HEADS: Final[Mapping[Language, Row]] = {
    "pt-BR": (
        "Conversa", "Começo", "Número", "Equipe", "Pessoa", "Resposta do robô (s)", "Respostas dos documentos",
        "Sem resposta", "Passos de fluxos", "Pessoa pedida em", "Motivo", "Resposta da pessoa (s)", "Encerrada em",
        "Até encerrar (s)", "Nota",
    ),
    "en-US": (
        "Conversation", "Began", "Number", "Team", "Person", "Bot's reply (s)", "Answers from documents",
        "Without an answer", "Workflow steps", "Person asked for at", "Reason", "Person's reply (s)", "Resolved at",
        "Until resolved (s)", "Rating",
    ),
}  # fmt: skip
_HEADS: Final[Mapping[Language, Row]] = {
    "pt-BR": ("Parte", "O que", "Valor", "Período anterior"),
    "en-US": ("Part", "What", "Value", "Period before"),
}
_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "pt-BR": {
        "figures": "Números", "volume": "Mensagens", "days": "Mensagens por dia", "reasons": "Passados a pessoas",
        "protocols": "Protocolos", "workflows": "Fluxos começados", "costs": "Custo",
        "conversations": "Atendimentos", "solved_by_bot": "Só pelo robô", "handed_over": "Passados a pessoas",
        "answers": "Respostas dos documentos", "refusals": "Sem resposta", "resolved": "Encerrados",
        "bot_reply": "Resposta do robô, mediana (s)", "person_reply": "Resposta de pessoas, mediana (s)",
        "resolution": "Até encerrar, mediana (s)", "replies_in_time": "Respostas no prazo",
        "resolutions_in_time": "Encerrados no prazo", "rating": "Satisfação média", "rated": "Avaliações",
        "customers": "Clientes", "bot": "Robô", "people": "Pessoas",
    },
    "en-US": {
        "figures": "Figures", "volume": "Messages", "days": "Messages by day", "reasons": "Handed to people",
        "protocols": "Protocols", "workflows": "Workflows begun", "costs": "Cost",
        "conversations": "Conversations", "solved_by_bot": "By the bot alone", "handed_over": "Handed to people",
        "answers": "Answers from documents", "refusals": "Without an answer", "resolved": "Resolved",
        "bot_reply": "Bot's reply, median (s)", "person_reply": "People's reply, median (s)",
        "resolution": "Until resolved, median (s)", "replies_in_time": "Replies in time",
        "resolutions_in_time": "Resolved in time", "rating": "Average rating", "rated": "Ratings",
        "customers": "Customers", "bot": "Bot", "people": "People",
    },
}  # fmt: skip


def overview_rows(report: ServiceReport, language: Language) -> Iterator[Row]:
    """One figure a line, so that whoever calculates on can filter by part."""
    say = _WORDS[language]
    yield _HEADS[language]
    before = _figures(report.figures_before)
    for name, value in _figures(report.figures).items():
        yield say["figures"], say[name], value, before[name]
    volume_before = _volume(report.volume_before)
    for name, value in _volume(report.volume).items():
        yield say["volume"], say[name], value, volume_before[name]
    for day in report.days:
        yield say["days"], f"{day.day}", sum(_volume(day).values()), None
    for part, counts in (("reasons", report.reasons), ("protocols", report.protocols)):
        for one in counts:
            yield say[part], one.name, one.count, None
    for workflow in report.workflows:
        yield say["workflows"], workflow.name, workflow.begun, None
    for cost in report.costs.categories:
        yield f"{say['costs']} ({report.costs.currency})", cost.category, cost.micros / 1_000_000, None


def episode_row(
    row: Episode, numbers: Mapping[UUID, str], teams: Mapping[UUID, str], people: Mapping[UUID, str]
) -> Row:
    """Under `EPISODE_HEADS`; nothing of the customer."""
    return (
        str(row.conversation_id or ""),
        row.began_at,
        numbers.get(row.channel_id),
        teams.get(row.team_id) if row.team_id else None,
        people.get(row.user_id) if row.user_id else None,
        row.bot_seconds,
        row.answers,
        row.refusals,
        row.workflow_steps,
        row.person_at,
        row.reason,
        row.reply_seconds,
        row.resolved_at,
        row.resolution_seconds,
        row.rating,
    )


def _figures(figures: ServiceFigures) -> dict[str, Cell]:
    return {
        "conversations": figures.conversations,
        "solved_by_bot": figures.solved_by_bot,
        "handed_over": figures.handed_over,
        "answers": figures.answers,
        "refusals": figures.refusals,
        "resolved": figures.resolved,
        "bot_reply": figures.bot_reply.median_seconds,
        "person_reply": figures.person_reply.median_seconds,
        "resolution": figures.resolution.median_seconds,
        "replies_in_time": figures.replies_in_time.kept,
        "resolutions_in_time": figures.resolutions_in_time.kept,
        "rating": figures.satisfaction.average,
        "rated": sum(figures.satisfaction.stars),
    }


def _volume(volume: MessageVolume) -> dict[str, int]:
    return {"customers": volume.customers, "bot": volume.bot, "people": volume.people}
