"""What may be wrong with an asset."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, NotAllowed, NotFound


class AssetNotFound(NotFound):
    code = "asset_not_found"
    en = "There is no such asset."
    pt = "Este recurso não existe."


class AssetNotReady(Conflict):
    code = "asset_not_ready"
    en = "The asset is not ready: {state}."
    pt = "O recurso não está pronto: {state}."


class AssetInUse(Conflict):
    code = "asset_in_use"
    en = "{count} published projects use it. With force=true it is deleted all the same."
    pt = "{count} projetos publicados o usam. Com force=true ele é excluído mesmo assim."


class AssetTypeUnsupported(Invalid):
    code = "asset_type_unsupported"
    en = "This is not a picture, video or sound of a known format (PNG, JPEG, GIF, WebP, AVIF, MP4, MOV, WebM, MKV, MP3, M4A, WAV, Ogg, FLAC). SVG is not taken, since it may hold programs."  # noqa: E501
    pt = "Isto não é uma imagem, vídeo ou som de formato conhecido (PNG, JPEG, GIF, WebP, AVIF, MP4, MOV, WebM, MKV, MP3, M4A, WAV, Ogg, FLAC). SVG não é aceito, pois pode conter programas."  # noqa: E501


class AssetNameMisleading(Invalid):
    code = "asset_name_misleading"
    en = "The name ends in {suffix}, but the content is {media_type}."
    pt = "O nome termina em {suffix}, mas o conteúdo é {media_type}."


class RaterUnknown(NotAllowed):
    code = "rater_unknown"
    en = "Only a person can have an opinion of their own."
    pt = "Só uma pessoa pode ter opinião própria."


class AssetUnusable(Invalid):
    """Found while it is processed: the asset fails with this code."""

    code = "asset_unusable"


class AssetDamaged(AssetUnusable):
    code = "asset_damaged"
    en = "The file is damaged or not what its first bytes say."
    pt = "O arquivo está danificado ou não é o que seus primeiros bytes dizem."


class AssetCutOff(AssetUnusable):
    code = "asset_cut_off"
    en = "The file ends before the video or sound in it does, as after a broken copy. Copy it again from where it came."
    pt = "O arquivo acaba antes do vídeo ou som que contém, como numa cópia interrompida. Copie-o de novo da origem."


class AssetTooCostly(AssetUnusable):
    code = "asset_too_costly"
    en = "Reading the file would take too much time, memory or disk."
    pt = "Ler o arquivo exigiria tempo, memória ou disco demais."


class AssetPixelsTooMany(AssetUnusable):
    code = "asset_pixels_too_many"
    en = "The picture or video has more pixels than are processed."
    pt = "A imagem ou o vídeo tem mais pixels do que se processa."
