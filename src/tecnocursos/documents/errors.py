"""Why a document was refused. Every error names the file; the reason is for the person who has to act on it.

DocumentError
├── DocumentNotFound      no such file
├── DocumentIsFolder      a folder in place of a file
├── DocumentUnsupported   not a format that is read here (by content, whatever the name says)
├── DocumentEncrypted     protected by a password
├── DocumentDamaged       cut off, or not what the format prescribes
├── DocumentUnsafe        made to do harm: entities, bombs
├── DocumentEmpty         nothing worth speaking in it, or (DocumentWithoutBytes) nothing at all
├── DocumentScanned       pages are pictures of text
├── OfficeMissing         drawing a deck's slides needs LibreOffice
├── SlidesNotDrawn        LibreOffice failed
├── SlidesMiscounted      LibreOffice drew more or fewer pages than there are slides
└── DocumentTooCostly     over a limit: bytes, pages, blocks, nesting, time, memory
"""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, LimitReached, NotFound, ProductError


class DocumentError(ProductError):
    """A document that could not be read; `data` holds at least `file`, its name."""

    code = "document_error"


class DocumentNotFound(DocumentError, NotFound):
    code = "document_not_found"
    en = "{file} does not exist, or is not a file."
    pt = "{file} não existe ou não é um arquivo."


class DocumentIsFolder(DocumentError, Invalid):
    code = "document_is_folder"
    en = "{file} is a folder. Name a PPTX, PDF, DOCX or Markdown file in it."
    pt = "{file} é uma pasta. Indique um arquivo PPTX, PDF, DOCX ou Markdown dentro dela."


class DocumentUnsupported(DocumentError, Invalid):
    """`found` says in English, `found_pt` in Portuguese, what the content is."""

    code = "document_unsupported"
    en = "{file} is {found}, which cannot be read. Use PPTX, PDF, DOCX or Markdown."
    pt = "{file} é {found_pt}, que não pode ser lido. Use PPTX, PDF, DOCX ou Markdown."


class DocumentEncrypted(DocumentError, Invalid):
    code = "document_encrypted"
    en = "{file} is protected by a password. Save it without the password and try again."
    pt = "{file} está protegido por senha. Salve-o sem a senha e tente de novo."


class DocumentDamaged(DocumentError, Invalid):
    """What a program or library said stands in `reason` as it is, in both sentences."""

    code = "document_damaged"
    en = "{file} is damaged ({reason}). Open it in the program that made it, save it again and retry."
    pt = "{file} está danificado ({reason}). Abra-o no programa que o criou, salve de novo e tente outra vez."


class DocumentUnsafe(DocumentError, Invalid):
    code = "document_unsafe"
    en = "{file} was refused because it is unsafe to open: {reason}."
    pt = "{file} foi recusado por não ser seguro abri-lo: {reason}."


class DocumentEmpty(DocumentError, Invalid):
    code = "document_empty"
    en = "{file} holds no text to speak."
    pt = "{file} não tem texto para narrar."


class DocumentWithoutBytes(DocumentEmpty):
    code = "document_without_bytes"
    en = "{file} is empty, 0 bytes. Save or copy it again."
    pt = "{file} está vazio, 0 bytes. Salve-o ou copie-o de novo."


class DocumentScanned(DocumentError, Invalid):
    code = "document_scanned"
    en = "{file} is scanned: its {pages} pages are pictures without text. Run an OCR program on it first."
    pt = "{file} é digitalizado: suas {pages} páginas são imagens sem texto. Use antes um programa de OCR."


class DocumentTooCostly(DocumentError, LimitReached):
    """Over one of the DocumentLimits; subclasses say which."""

    code = "document_too_costly"


class DocumentTooLarge(DocumentTooCostly):
    """`limit` in MiB."""

    code = "document_too_large"
    en = "{file} is too large: more than {limit} MB."
    pt = "{file} é grande demais: mais de {limit} MB."


class DocumentUnpacksTooLarge(DocumentTooCostly):
    """`limit` in MiB."""

    code = "document_unpacks_too_large"
    en = "{file} unpacks to more than {limit} MB."
    pt = "{file} ocupa mais de {limit} MB depois de descompactado."


class DocumentTooManyPages(DocumentTooCostly):
    code = "document_too_many_pages"
    en = "{file} has {pages} pages or slides; at most {limit} are read."
    pt = "{file} tem {pages} páginas ou slides; são lidos no máximo {limit}."


class DocumentPageTooLarge(DocumentTooCostly):
    """No page can be read, this one for its size; `side` and `limit` in points, 72 to an inch."""

    code = "document_page_too_large"
    en = "Page {page} of {file} is too large: {side} points high or wide; at most {limit} are read."
    pt = "A página {page} de {file} é grande demais: {side} pontos de altura ou largura; são lidos no máximo {limit}."


class DocumentTooManyBlocks(DocumentTooCostly):
    code = "document_too_many_blocks"
    en = "{file} has more than {limit} paragraphs, list items, tables and pictures."
    pt = "{file} tem mais de {limit} parágrafos, itens, tabelas e figuras."


class DocumentNestedTooDeep(DocumentTooCostly):
    code = "document_nested_too_deep"
    en = "{file} holds lists or quotes within one another, too deep to be read: at most {limit} levels (line {line})."
    pt = "{file} tem listas ou citações umas dentro das outras, fundo demais: no máximo {limit} níveis (linha {line})."


class DocumentTookTooLong(DocumentTooCostly):
    code = "document_took_too_long"
    en = "Reading {file} took longer than {limit} seconds and was stopped."
    pt = "A leitura de {file} passou de {limit} segundos e foi interrompida."


class DocumentTookTooMuchMemory(DocumentTooCostly):
    """`limit` in MiB."""

    code = "document_took_too_much_memory"
    en = "Reading {file} took more than {limit} MB of memory and was stopped."
    pt = "A leitura de {file} passou de {limit} MB de memória e foi interrompida."


class OfficeMissing(DocumentError, NotFound):
    code = "office_missing"
    en = (
        "Showing the slides of {file} as they were designed needs LibreOffice, which is not on this machine. Install it"
        " (Debian and Ubuntu: sudo apt-get install --no-install-recommends libreoffice-impress), or save the deck as"
        " PDF and use that."
    )
    pt = (
        "Mostrar os slides de {file} como foram desenhados precisa do LibreOffice, que não está nesta máquina."
        " Instale-o (Debian e Ubuntu: sudo apt-get install --no-install-recommends libreoffice-impress), ou salve a"
        " apresentação em PDF e use o PDF."
    )


class SlidesNotDrawn(DocumentError, Invalid):
    """What a program or library said stands in `reason` as it is, in both sentences."""

    code = "slides_not_drawn"
    en = "LibreOffice could not draw the slides of {file} ({reason}). Save the deck as PDF and use that."
    pt = "O LibreOffice não desenhou os slides de {file} ({reason}). Salve a apresentação em PDF e use o PDF."


class SlidesMiscounted(DocumentError, Invalid):
    code = "slides_miscounted"
    en = "{file} has {slides} slides, but {drawn} were drawn, so that they cannot be told apart. Save the deck as PDF."
    pt = "{file} tem {slides} slides, mas {drawn} foram desenhados, e não há como relacioná-los. Salve em PDF."


class DocumentUnknown(NotFound):
    """Of those that a tenant keeps."""

    code = "document_unknown"
    en = "There is no such document."
    pt = "Esse documento não existe."


class DocumentVersionUnknown(NotFound):
    code = "document_version_unknown"
    en = "The document has no such version."
    pt = "O documento não tem essa versão."


class DocumentPictureUnknown(NotFound):
    code = "document_picture_unknown"
    en = "The document has no such picture."
    pt = "O documento não tem essa imagem."


class DocumentVersionNotReady(Conflict):
    code = "document_version_not_ready"
    en = "This version of the document is not ready to be used: its state is {state}."
    pt = "Esta versão do documento não está pronta para uso: seu estado é {state}."
