"""The eSpeak NG process (GPL code lives here alone): speaks requests from its standard input.

Request: {"text", "voice", "rate", "pitch", "range"}. Answer: {"words": [[position, length, ms], …], "rate"} and the
sound as 16-bit samples. Run as `python -m tecnocursos.narration.adapters.espeak_process`.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import traceback
from typing import Any, BinaryIO

import espeakng_loader

from tecnocursos.narration.adapters.framing import complain, next_request, say_ready, take_pipes, write_frame

# From speak_lib.h.
_OUTPUT_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_TEXT_IS_UTF8 = 1
_POSITION_BY_CHARACTER = 1
_RATE, _PITCH, _RANGE = 1, 3, 4
_EVENT_END, _EVENT_WORD = 0, 1


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class _Library:
    """The wheel's library, loaded once; it holds global state, so it speaks one text in one process's life."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._library.espeak_Synth.argtypes = (
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
            ctypes.c_void_p, ctypes.c_void_p,
        )  # fmt: skip
        folder = os.fsencode(espeakng_loader.get_data_path())
        self.rate: int = self._library.espeak_Initialize(_OUTPUT_SYNCHRONOUS, 0, folder, _DO_NOT_EXIT)
        if self.rate <= 0:
            raise RuntimeError("eSpeak NG found no voice files")
        self._library.espeak_Info.restype = ctypes.c_char_p
        self.version: str = self._library.espeak_Info(None).decode()

    def speak(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        sound = bytearray()
        words: list[tuple[int, int, int]] = []

        def receive(samples: int | None, count: int, events: Any) -> int:
            if samples and count > 0:
                sound.extend(ctypes.string_at(samples, count * 2))
            index = 0
            while (event := events[index]).type != _EVENT_END:
                if event.type == _EVENT_WORD:
                    words.append((event.text_position, event.length, event.audio_position))
                index += 1
            return 0

        callback = _Callback(receive)
        self._library.espeak_SetSynthCallback(callback)
        if self._library.espeak_SetVoiceByName(request["voice"].encode()) != 0:
            raise RuntimeError(f"no voice {request['voice']}")
        for parameter, value in ((_RATE, "rate"), (_PITCH, "pitch"), (_RANGE, "range")):
            self._library.espeak_SetParameter(parameter, request[value], 0)
        text = request["text"].encode()
        # No flag for SSML or phonemes: markup in the text is text.
        size, whole = len(text) + 1, (0, _POSITION_BY_CHARACTER, 0)
        status = self._library.espeak_Synth(text, size, *whole, _TEXT_IS_UTF8, None, None)
        if status != 0:
            raise RuntimeError(f"eSpeak NG answered {status}")
        return {"words": words, "rate": self.rate}, bytes(sound)


def _speak_apart(library: _Library, request: dict[str, Any], answers: BinaryIO) -> None:
    """Speak in a forked copy: eSpeak NG carries state from one text into the next, even across a new start, and the
    same text must give the same bytes whatever was spoken before. A crash in the library ends the copy alone.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            try:
                header, sound = library.speak(request)
            except Exception as error:  # noqa: BLE001 (whatever it is, the parent is told)
                complain(answers, error)
            else:
                write_frame(answers, header, sound)
            status = 0
        except BrokenPipeError:
            status = 0
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
        finally:
            os._exit(status)
    _, ending = os.waitpid(child, 0)
    if os.WIFSIGNALED(ending) or os.WEXITSTATUS(ending):
        raise RuntimeError("eSpeak NG crashed on this text")


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = take_pipes()
    try:
        library = _Library()
    except (OSError, RuntimeError) as error:
        complain(answers, error)
        return 1
    try:
        say_ready(answers, version=library.version)
        while (request := next_request(requests)) is not None:
            try:
                _speak_apart(library, request, answers)
            except RuntimeError as error:
                complain(answers, error)
    except BrokenPipeError:
        # Nobody listens any more.
        os._exit(0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
