"""What can go wrong with renders."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, NotFound


class RenderNotFound(NotFound):
    code = "render_not_found"
    en = "There is no such render."
    pt = "Não há tal vídeo gerado."


class VideoMissing(NotFound):
    code = "video_missing"
    en = "The project has no finished video yet."
    pt = "O projeto ainda não tem um vídeo pronto."


class RenderLinkNotFound(NotFound):
    code = "render_link_not_found"
    en = "There is no such link."
    pt = "Não há tal link."


class SharedLinkEnded(NotFound):
    """Whatever the reason is, to whoever holds the link it is the same."""

    code = "shared_link_ended"
    en = "This link no longer works. Ask whoever sent it for a new one."
    pt = "Este link não funciona mais. Peça um novo a quem o enviou."


class RenderUnfinished(Conflict):
    code = "render_unfinished"
    en = "The render has not ended well; it is {state}."
    pt = "A geração do vídeo não terminou bem; está {state}."


class RenderRunning(Conflict):
    code = "render_running"
    en = "The render is still {state}. Cancel it first."
    pt = "A geração do vídeo ainda está {state}. Cancele-a primeiro."


class RenderAskedAgain(Conflict):
    code = "render_asked_again"
    en = "The same video was asked for again and is being made already."
    pt = "O mesmo vídeo foi pedido de novo e já está sendo gerado."


class RenderPublished(Conflict):
    code = "render_published"
    en = "The video is published. Withdraw it first."
    pt = "O vídeo está publicado. Retire-o primeiro."


class RenderPartial(Invalid):
    code = "render_partial"
    en = "This is the video of one scene only; it cannot stand for the project."
    pt = "Este é o vídeo de uma só cena; não pode valer pelo projeto."
