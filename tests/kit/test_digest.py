"""A content address tells apart whatever could be told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.kit.digest import digest

_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.binary(max_size=8),
    lambda inner: st.lists(inner.filter(lambda value: not isinstance(value, bytes)), max_size=3),
    max_leaves=5,
)


@given(st.lists(_VALUE, max_size=3), st.lists(_VALUE, max_size=3))
def test_equal_parts_only_give_equal_digests(first: list[object], second: list[object]) -> None:
    assert (digest(*first) == digest(*second)) == (repr(first) == repr(second))


def test_parts_do_not_run_into_one_another() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_the_order_of_fields_does_not_matter() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
