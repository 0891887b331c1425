from __future__ import annotations

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.kit import base64url

ALPHABET = string.ascii_letters + string.digits + "-_"


@given(st.binary(max_size=40))
def test_bytes_come_back(content: bytes) -> None:
    assert base64url.decode(base64url.encode(content)) == content


@given(st.binary(min_size=1, max_size=40), st.data())
def test_a_text_changed_in_one_character_never_means_the_same(content: bytes, data: st.DataObject) -> None:
    text = base64url.encode(content)
    at = data.draw(st.integers(0, len(text) - 1))
    changed = (
        text[:at]
        + data.draw(st.sampled_from(ALPHABET).filter(lambda character: character != text[at]))
        + text[at + 1 :]
    )
    with contextlib.suppress(ValueError):
        assert base64url.decode(changed) != content


@pytest.mark.parametrize("text", ["AB", "AAB", "A", "AA==", "é!", "A A", "+/+/", "AAAA\n"])
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        base64url.decode(text)
