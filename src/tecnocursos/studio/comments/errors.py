"""What can go wrong with comments."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, LimitReached, NotAllowed, NotFound


class CommentNotFound(NotFound):
    code = "comment_not_found"
    en = "There is no such comment."
    pt = "Não há tal comentário."


class AnchorInvalid(Invalid):
    code = "comment_anchor_invalid"
    en = "The scene has no such words to comment on. Read the scene again."
    pt = "A cena não tem essas palavras para comentar. Leia a cena de novo."


class MentionUnknown(Invalid):
    code = "comment_mention_unknown"
    en = "Only people of your organisation can be mentioned."
    pt = "Só é possível mencionar pessoas da sua organização."


class CommentNotYours(NotAllowed):
    code = "comment_not_yours"
    en = "Only whoever wrote the comment may change it; an admin may delete it."
    pt = "Só quem escreveu o comentário pode alterá-lo; um administrador pode excluí-lo."


class CommentDeleted(Conflict):
    code = "comment_deleted"
    en = "The comment was deleted."
    pt = "O comentário foi excluído."


class NotAThread(Invalid):
    code = "comment_not_a_thread"
    en = "Answers belong to the first comment of a thread, and only that can be resolved."
    pt = "Respostas pertencem ao primeiro comentário de uma conversa, e só ele pode ser resolvido."


class ThreadFull(LimitReached):
    code = "comment_thread_full"
    en = "A thread holds at most {limit} answers. Open another one."
    pt = "Uma conversa tem no máximo {limit} respostas. Abra outra."
