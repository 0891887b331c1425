"""`make`, `render` and `outline`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from tecnocursos.bootstrap.workbench import build_workbench
from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.errors import InputMissing, OutputInvalid
from tecnocursos.cli.language import say
from tecnocursos.cli.terminal import Output
from tecnocursos.infra.files import temporary_folder
from tecnocursos.kit.language import Language
from tecnocursos.kit.timecode import clock_time
from tecnocursos.narration.lexicon import load_lexicon
from tecnocursos.rendering.timeline import SizeName, TemplateName
from tecnocursos.studio.delivery import Delivery, check_delivery, deliver, write_outline
from tecnocursos.studio.drafting import Options, ScriptSource, SlideDesign, draft_course
from tecnocursos.studio.production import produce_video

_TEMPLATE_HELP = say("Look of the video.", "Visual do vídeo.")
_SIZE_HELP = say("Size of the picture.", "Tamanho da imagem.")
_VOICE_HELP = say(
    "Voice id, as `tecnocursos voices` lists them.", "Identificador da voz, como `tecnocursos voices` lista."
)
_LANGUAGE_HELP = say("pt-BR or en-US; told from the text by default.", "pt-BR ou en-US; o texto diz, se omitido.")
_BRAND_HELP = say("Brand file (YAML).", "Arquivo de marca (YAML).")
_LEXICON_HELP = say("Pronunciations (YAML, CSV or PLS).", "Pronúncias (YAML, CSV ou PLS).")
_MUSIC_HELP = say("Music under the speech.", "Música sob a fala.")
_JSON_HELP = say("Progress and result as JSON lines.", "Progresso e resultado em linhas JSON.")
_SPEED_HELP = say("Speed of the speech, 0.5 to 2.", "Velocidade da fala, de 0,5 a 2.")
_SCRIPT_HELP = say(
    "Speaker notes word for word; written from the text; or by a model.",
    "Anotações palavra por palavra; escrito a partir do texto; ou por um modelo.",
)
_SLIDES_HELP = say(
    "Slides redrawn in the template, step by step; or as they were designed (a PPTX needs LibreOffice).",
    "Slides redesenhados no modelo, passo a passo; ou como foram desenhados (PPTX precisa do LibreOffice).",
)

TemplateOption = Annotated[TemplateName | None, typer.Option(help=_TEMPLATE_HELP)]
SizeOption = Annotated[SizeName | None, typer.Option(help=_SIZE_HELP)]
VoiceOption = Annotated[str | None, typer.Option(help=_VOICE_HELP)]
SpeedOption = Annotated[float | None, typer.Option(min=0.5, max=2.0, help=_SPEED_HELP)]
LanguageOption = Annotated[str | None, typer.Option("--lang", help=_LANGUAGE_HELP)]
BrandOption = Annotated[Path | None, typer.Option(help=_BRAND_HELP)]
LexiconOption = Annotated[Path | None, typer.Option(help=_LEXICON_HELP)]
MusicOption = Annotated[Path | None, typer.Option(help=_MUSIC_HELP)]
ScriptOption = Annotated[ScriptSource, typer.Option(help=_SCRIPT_HELP)]
SlidesOption = Annotated[SlideDesign, typer.Option(help=_SLIDES_HELP)]
JsonOption = Annotated[bool, typer.Option("--json", help=_JSON_HELP)]
SourceArgument = Annotated[Path, typer.Argument(metavar="INPUT", help="PPTX, PDF, DOCX, Markdown")]
CourseArgument = Annotated[Path, typer.Argument(metavar="COURSE", help=".course.json")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help=say("Where the MP4 goes.", "Onde fica o MP4."))
]


def make(
    source: SourceArgument,
    output: OutputOption = None,
    script: ScriptOption = "notes",
    slides: SlidesOption = "redrawn",
    template: TemplateOption = None,
    size: SizeOption = None,
    voice: VoiceOption = None,
    speed: SpeedOption = None,
    language: LanguageOption = None,
    brand: BrandOption = None,
    lexicon: LexiconOption = None,
    music: MusicOption = None,
    as_json: JsonOption = False,
) -> None:
    target = output or Path(source.name).with_suffix(".mp4")
    console = Output(as_json=as_json)
    with console.errors():
        options = _options(script, template, size, voice, speed, language, brand, lexicon, music, slides)
        _make_video(source, target, options, console)


def render(
    course: CourseArgument,
    output: OutputOption = None,
    template: TemplateOption = None,
    size: SizeOption = None,
    voice: VoiceOption = None,
    speed: SpeedOption = None,
    brand: BrandOption = None,
    lexicon: LexiconOption = None,
    music: MusicOption = None,
    as_json: JsonOption = False,
) -> None:
    target = output or course.with_name(course.name.removesuffix(".json").removesuffix(".course") + ".mp4")
    console = Output(as_json=as_json)
    with console.errors():
        options = _options("notes", template, size, voice, speed, None, brand, lexicon, music)
        _make_video(course, target, options, console)


def outline(
    source: SourceArgument,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Markdown")] = None,
    script: ScriptOption = "notes",
    slides: SlidesOption = "redrawn",
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    target = output or Path(source.name).with_suffix(".md")
    console = Output(as_json=as_json)
    with console.errors():
        _require(source)
        _check_output(target, source)
        options = _options(script, None, None, None, None, language, None, None, None, slides)
        with (
            build_workbench(read_settings()) as workbench,
            console.progress() as progress,
            temporary_folder() as media,
        ):
            draft = draft_course(source, options, workbench.tools, media, progress)
            write_outline(draft, target)
    console.event("finished", outline=str(target), scenes=len(draft.course.scenes))
    console.line(say("Course text: {}", "Curso em texto: {}").format(target))


def _options(
    script: ScriptSource,
    template: TemplateName | None,
    size: SizeName | None,
    voice: str | None,
    speed: float | None,
    language: str | None,
    brand: Path | None,
    lexicon: Path | None,
    music: Path | None,
    slides: SlideDesign = "redrawn",
) -> Options:
    for file in (brand, lexicon, music):
        if file is not None:
            _require(file)
    return Options(
        script=script,
        slides=slides,
        template=template,
        size=size,
        voice=voice,
        speed=speed,
        language=_language(language),
        brand=brand,
        music=music,
        lexicon=load_lexicon(lexicon) if lexicon else {},
    )


def _language(asked: str | None) -> Language | None:
    if asked is None:
        return None
    if asked.lower().startswith("pt"):
        return "pt-BR"
    if asked.lower().startswith("en"):
        return "en-US"
    raise typer.BadParameter(say("pt-BR or en-US", "pt-BR ou en-US"), param_hint="--lang")


def _require(file: Path) -> None:
    if not file.exists():
        raise InputMissing(file=str(file))


def _check_output(target: Path, source: Path) -> None:
    """Refuse what would destroy something: the source itself, a folder, a device."""
    if target.exists() and not target.is_file():
        raise OutputInvalid(file=str(target), reason="it is not a file", reason_pt="não é um arquivo")
    if target.exists() and target.samefile(source):
        raise OutputInvalid(file=str(target), reason="it is the input", reason_pt="é a própria entrada")


def _make_video(source: Path, target: Path, options: Options, console: Output) -> None:
    _require(source)
    _check_output(target, source)
    started = time.monotonic()
    with build_workbench(read_settings()) as workbench, console.progress() as progress, temporary_folder() as media:
        draft = draft_course(source, options, workbench.tools, media, progress)
        check_delivery(draft, target)
        production = produce_video(draft, target, workbench.tools, progress)
        delivery = deliver(draft, production, target)
        workbench.tools.cache.trim()
    _tell(delivery, time.monotonic() - started, console)


def _tell(delivery: Delivery, seconds: float, console: Output) -> None:
    video = delivery.video
    console.event(
        "finished",
        video=str(video.path),
        duration_ms=video.duration_ms,
        seconds=round(seconds, 2),
        files=[str(file) for file in delivery.files],
        coverage_percent=delivery.report.coverage_percent,
        findings=delivery.report.finding_count,
        caption_findings=len(delivery.report.captions),
        remarks=list(delivery.report.remarks),
    )
    minutes = clock_time(video.duration_ms)
    faster = video.duration_ms / 1000 / seconds
    console.line()
    console.line(str(video.path), style="bold")
    console.line(
        say(
            "{minutes} of video, {size:.1f} MB, made in {seconds:.1f} s ({faster:.0f} times faster than it plays)",
            "{minutes} de vídeo, {size:.1f} MB, em {seconds:.1f} s ({faster:.0f} vezes mais rápido que assistir)",
        ).format(minutes=minutes, size=video.file_bytes / 1e6, seconds=seconds, faster=faster)
    )
    console.line(say("Beside it: ", "Junto dele: ") + ", ".join(file.name for file in delivery.files))
    for remark in delivery.report.remarks:
        console.line(f"- {remark}", style="yellow")
    if delivery.report.finding_count:
        text = say(
            "{} statements of the script are not in the document: see the report",
            "{} afirmações do roteiro não estão no documento: veja o relatório",
        )
        console.line(text.format(delivery.report.finding_count), style="yellow")
