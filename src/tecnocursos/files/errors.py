"""What may be wrong with files, uploads and links."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, NotAllowed, NotFound


class StoredFileNotFound(NotFound):
    code = "stored_file_not_found"
    en = "There is no such file."
    pt = "Este arquivo não existe."


class UploadNotFound(NotFound):
    code = "upload_not_found"
    en = "There is no such upload."
    pt = "Este envio não existe."


class UploadExpired(NotFound):
    code = "upload_expired"
    en = "The upload stood still for too long and was given up. Start it again."
    pt = "O envio ficou parado por tempo demais e foi abandonado. Comece de novo."


class UploadUnfinished(Conflict):
    code = "upload_unfinished"
    en = "Only {offset} of {length} bytes have arrived."
    pt = "Só {offset} de {length} bytes chegaram."


class OffsetMismatch(Conflict):
    code = "upload_offset_mismatch"
    en = "The upload is at byte {expected}, not at {given}."
    pt = "O envio está no byte {expected}, não no {given}."


class UploadTooLong(Invalid):
    code = "upload_too_long"
    en = "More bytes came than the {length} that were announced."
    pt = "Chegaram mais bytes que os {length} anunciados."


class UploadTooSlow(Invalid):
    code = "upload_too_slow"
    en = "The bytes came too slowly. What has arrived is kept; go on from there."
    pt = "Os bytes chegaram devagar demais. O que chegou está guardado; continue de lá."


class ChecksumMismatch(Invalid):
    code = "upload_checksum_mismatch"
    en = "The bytes are not those of the checksum, and were not kept."
    pt = "Os bytes não são os da soma de verificação, e não foram guardados."


class ChecksumUnknown(Invalid):
    code = "upload_checksum_unknown"
    en = "Upload-Checksum must be one of {algorithms}, a space, and the checksum in Base64."
    pt = "Upload-Checksum deve ser um de {algorithms}, um espaço e a soma em Base64."


class UploadHeaderInvalid(Invalid):
    code = "upload_header_invalid"
    en = "The header {header} is missing or not as it should be."
    pt = "O cabeçalho {header} falta ou não está como deveria."


class UploadVersionUnsupported(Invalid):
    code = "upload_version_unsupported"
    en = "Tus-Resumable must be {version}."
    pt = "Tus-Resumable deve ser {version}."


class UploadTypeUnsupported(Invalid):
    code = "upload_type_unsupported"
    en = "Content-Type must be application/offset+octet-stream."
    pt = "Content-Type deve ser application/offset+octet-stream."


class LinkInvalid(NotAllowed):
    code = "link_invalid"
    en = "This link is not one that the product gave."
    pt = "Este link não foi dado pelo produto."


class LinkExpired(NotAllowed):
    code = "link_expired"
    en = "This link has run out. Ask for a new one."
    pt = "Este link venceu. Peça um novo."
