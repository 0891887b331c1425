from __future__ import annotations

from markdown_it import MarkdownIt

from tecnocursos.publishing.transcript import (
    ShownCode,
    ShownPicture,
    ShownTable,
    ShownText,
    TranscriptScene,
    transcript_markdown,
)

SCENES = (
    TranscriptScene(
        title="Como a fibra chega",
        start_ms=0,
        chapter="A instalação",
        paragraphs=("A fibra entra pela parede.", "1. Isto não é uma lista, e 2 * 3 * 4 não é ênfase."),
        shown=(ShownPicture(alt="Casa com fibra, ONU e roteador.", caption="O caminho do sinal"),),
    ),
    TranscriptScene(
        title="Planos",
        start_ms=65_000,
        paragraphs=("Temos dois planos.",),
        shown=(
            ShownTable(header=("Plano", "Preço"), rows=(("300 | 150 megas", "R$ 99,90"), ("600 megas", "R$ 119,90"))),
            ShownCode(text="ping ```1.1.1.1```\n", language="sh"),
            ShownText(text="Valores de tabela"),
        ),
    ),
)


def test_the_transcript_reads_as_the_course_runs() -> None:
    written = transcript_markdown("Internet em casa", SCENES, "pt-BR", duration_ms=125_000)
    headings = [line for line in written.splitlines() if line.startswith("#")]
    assert headings == [
        "# Internet em casa",
        "## A instalação (0:00)",
        "### Como a fibra chega (0:00)",
        "### Planos (1:05)",
    ]
    assert "Duração: 2:05" in written
    assert "*Imagem: Casa com fibra, ONU e roteador. O caminho do sinal.*" in written
    assert written.index("A fibra entra") < written.index("*Imagem") < written.index("Temos dois planos.")


def test_labels_follow_the_language() -> None:
    written = transcript_markdown("Home internet", SCENES, "en-US", duration_ms=1000)
    assert "Duration: 0:01" in written
    assert "*Picture: Casa" in written
    assert "*On screen: Valores de tabela*" in written


def test_markdown_shows_the_text_as_it_was() -> None:
    html = MarkdownIt("commonmark").enable("table").render(transcript_markdown("A * B <i>", SCENES, "pt-BR"))
    assert "<h1>A * B &lt;i&gt;</h1>" in html
    assert "<p>1. Isto não é uma lista, e 2 * 3 * 4 não é ênfase.</p>" in html
    assert "<td>300 | 150 megas</td>" in html
    assert html.count("<tr>") == 3
    assert "ping ```1.1.1.1```\n</code>" in html
    assert "<ol>" not in html


def test_scenes_without_title_have_their_time() -> None:
    scenes = [TranscriptScene(start_ms=3_600_000, paragraphs=("# não é título", ""))]
    written = transcript_markdown("T", scenes, "pt-BR")
    assert "(1:00:00)" in written
    assert "<h1>n" not in MarkdownIt().render(written)
