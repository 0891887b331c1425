"""How the editor opens and moves with a course of 200 scenes: a real server, real Chromium without a window.

    python bench/editor.py [--scenes 200] [--runs 5]

Each run is a browser with an empty cache that is signed in already; the server has been asked before. Times are the
page's own clock, from the start of the navigation. Server and browser share this machine.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from furnished import make_course
from served import Served, served
from visitors import sign_up

WATCH = """
window.seen = {};
const note = (name) => { if (!(name in window.seen)) window.seen[name] = performance.now(); };
new MutationObserver(() => {
  if (document.querySelector('[data-line] textarea')) requestAnimationFrame(() => setTimeout(() => note('writable')));
  const picture = document.querySelector('.editor-picture img');
  if (picture?.complete && picture.naturalWidth > 0) note('picture');
}).observe(document, { childList: true, subtree: true, attributes: true });
window.keys = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === 'keydown') window.keys.push(entry.duration);
}).observe({ type: 'event', durationThreshold: 16, buffered: true });
"""
SCROLL = """
(selector) => new Promise((resolve) => {
  const found = document.querySelector(selector);
  const axis = found.scrollWidth > found.clientWidth + 50 ? 'scrollLeft' : 'scrollTop';
  const frames = [];
  const began = performance.now();
  function next(now) {
    frames.push(now);
    found[axis] += 60;
    if (now - began < 2000) requestAnimationFrame(next);
    else {
      const gaps = frames.slice(1).map((frame, at) => frame - frames[at]);
      resolve({ fps: 1000 * gaps.length / (frames.at(-1) - frames[0]), longest: Math.max(...gaps) });
    }
  }
  requestAnimationFrame(next);
})
"""
TYPED = "Uma frase que se escreve depressa, sem esperar por nada."


def course_text(scenes: int) -> str:
    parts = [f"## Cena {number}\n\n- Primeiro ponto da cena {number}\n- Segundo ponto\n- Terceiro ponto\n"
             for number in range(1, scenes)]  # fmt: skip
    return "# Curso comprido\n\n" + "\n".join(parts)


def open_course(browser: Browser, server: Served, state: Any, path: str) -> tuple[dict[str, float], Page]:
    context = browser.new_context(storage_state=state, locale="pt-BR", viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    page.goto(server.address + path, wait_until="commit")
    page.wait_for_function("() => window.seen?.writable && window.seen?.picture", timeout=60_000)
    found = page.evaluate("window.seen")
    return {"writable": found["writable"], "picture": found["picture"], "requests": len(asked)}, page


def typing(page: Page) -> tuple[float, int]:
    """The longest time from a key to the next paint, of 95 in 100 keys, in ms; shorter than 16 counts as 16."""
    field = page.get_by_role("textbox", name="Frase 1", exact=True)
    field.click()
    page.evaluate("window.keys.length = 0")
    page.keyboard.type(TYPED, delay=40)
    expect(field).to_have_value(re.compile(TYPED))
    page.wait_for_timeout(300)
    slow = sorted(page.evaluate("window.keys"))
    times = [16.0] * (len(TYPED) - len(slow)) + slow
    return times[int(0.95 * (len(times) - 1))], len(slow)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served("embedded", Path(folder)) as server:
        server.set_up()
        owner = sign_up(server)
        document = Path(folder) / "curso.md"
        document.write_text(course_text(asked.scenes), "utf-8")
        project, _ = make_course(owner, document)
        count = len(owner.ask("GET", f"/api/v1/projects/{project}/scenes?limit=200")["items"])
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            first = browser.new_context(locale="pt-BR")
            owner.enter(first.new_page())
            state = first.storage_state()
            first.close()
            path = f"/projects/{project}"
            runs = []
            for number in range(asked.runs + 1):
                found, page = open_course(browser, server, state, path)
                if number > 0:  # the first one warms the server
                    runs.append(found)
                if number < asked.runs:
                    page.context.close()
            print(f"{count} scenes, {asked.runs} runs, load {os.getloadavg()[0]:.1f}")
            for name in ("writable", "picture", "requests"):
                values = [run[name] for run in runs]
                print(f"{name:>10}: median {median(values):,.0f}, from {min(values):,.0f} to {max(values):,.0f}")
            page.wait_for_load_state("networkidle")
            for what, selector in (("scene list", ".editor-scene-list"), ("timeline", ".timeline-scroller")):
                if what == "timeline":
                    page.get_by_role("heading", name="Narração").click()
                    for _ in range(8):
                        page.keyboard.press("=")
                found = page.evaluate(SCROLL, selector)
                print(f"scrolling the {what}: {found['fps']:.0f} frames a second, longest {found['longest']:.0f} ms")
            slowest, slow = typing(page)
            print(f"typing: {slowest:.0f} ms from key to paint (P95), {slow} of {len(TYPED)} keys over 16 ms")
            browser.close()


if __name__ == "__main__":
    main()
