"""What can go wrong between a line of text and its sound."""

from __future__ import annotations

from tecnocursos.kit.errors import Invalid, NotFound, Unavailable


class VoiceUnknown(NotFound):
    code = "voice_unknown"
    en = "There is no voice {voice}. There are: {voices}."
    pt = "A voz {voice} não existe. Existem: {voices}."


class NarrationSilent(Invalid):
    code = "narration_silent"
    en = "Line {line} gives no sound with the voice {voice}: “{text}”."
    pt = "A linha {line} não produz som com a voz {voice}: “{text}”."


class SpeechEngineFailed(Unavailable):
    code = "speech_engine_failed"
    en = "The speech engine {engine} failed: {reason}"
    pt = "O sintetizador de voz {engine} falhou: {reason}"


class SpeechEngineMissing(Unavailable):
    code = "speech_engine_missing"
    en = "The voice {voice} needs {package}. Install it with: pip install 'tecnocursos[{extra}]'"
    pt = "A voz {voice} precisa de {package}. Instale com: pip install 'tecnocursos[{extra}]'"


class RecordingUnusable(Invalid):
    code = "recording_unusable"
    en = "The recording {file} cannot be used: {reason}."
    pt = "A gravação {file} não pode ser usada: {reason}."


class VoiceRefused(Invalid):
    code = "voice_refused"
    en = "{source} was not installed as a voice: {reason}."
    pt = "{source} não foi instalado como voz: {reason}."


class LexiconInvalid(Invalid):
    code = "lexicon_invalid"
    en = "{file}, line {line}: {reason}."
    pt = "{file}, linha {line}: {reason}."
