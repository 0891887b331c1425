"""XML namespaces of Office files under their usual prefixes, in front of a tag's name: `f"{A}t"` is `a:t`."""

from __future__ import annotations

_ROOT = "{http://schemas.openxmlformats.org/"

A = _ROOT + "drawingml/2006/main}"
C = _ROOT + "drawingml/2006/chart}"
M = _ROOT + "officeDocument/2006/math}"
MC = _ROOT + "markup-compatibility/2006}"
P = _ROOT + "presentationml/2006/main}"
R = _ROOT + "officeDocument/2006/relationships}"
W = _ROOT + "wordprocessingml/2006/main}"
