"""A browser plays the video, seeks to each scene, and shows the right picture."""

from __future__ import annotations

import base64
import functools
import io
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from rendering_factories import Media, PaintedSlides, course, make, psnr, with_captions

pytestmark = pytest.mark.chromium

PAGE = """<!doctype html><video id=v src=/aula.mp4 muted preload=auto></video><canvas id=c></canvas>"""
SHOW = """async (time) => {
  const video = document.getElementById('v'), canvas = document.getElementById('c');
  const sought = new Promise(done => video.addEventListener('seeked', done, {once: true}));
  // On a busy machine the picture reaches the page a little after the event.
  const shown = new Promise(done => {
    const look = (now, frame) =>
      Math.abs(frame.mediaTime - time) < 0.05 ? done() : video.requestVideoFrameCallback(look);
    video.requestVideoFrameCallback(look);
  });
  const started = performance.now();
  video.currentTime = time;
  await sought;
  const took = performance.now() - started;
  await shown;
  canvas.width = video.videoWidth; canvas.height = video.videoHeight;
  canvas.getContext('2d').drawImage(video, 0, 0);
  return [took, canvas.toDataURL('image/png')];
}"""
PLAY = """async () => {
  const video = document.getElementById('v');
  video.currentTime = 0; video.playbackRate = 5;
  const ended = new Promise(done => video.addEventListener('ended', done, {once: true}));
  await video.play(); await ended;
  const quality = video.getVideoPlaybackQuality();
  const error = video.error && video.error.message;
  return [video.currentTime, error, quality.totalVideoFrames, quality.corruptedVideoFrames];
}"""


class RangeHandler(SimpleHTTPRequestHandler):
    """Serves a folder as web servers do, byte ranges included: a browser seeks by them."""

    def do_GET(self) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if wanted is None or not path.is_file():
            super().do_GET()
            return
        content = path.read_bytes()
        first = int(wanted[1])
        last = min(int(wanted[2] or len(content)), len(content) - 1)
        self.send_response(206)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(content[first : last + 1])

    def log_message(self, *arguments: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # a browser that seeks breaks off what it had asked for
            self.close_connection = True


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(PAGE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(RangeHandler, directory=str(tmp_path / "site")))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required"]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", headless=True, args=flags)
            try:
                page = browser.new_page()
                page.set_default_timeout(60_000)
                page.add_init_script(f"window.site = 'http://127.0.0.1:{server.server_port}/'")
                page.goto(f"http://127.0.0.1:{server.server_port}/nothing-yet.html")
                yield page
            finally:
                browser.close()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_chromium_plays_and_seeks(page: Page, tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    timeline = with_captions(course(media, scenes=5, steps=3, seconds=5, size=(1280, 720)))
    make(timeline, tmp_path / "site" / "aula.mp4", media, tmp_path / "cache")
    page.goto(page.evaluate("window.site"))
    page.wait_for_function("document.getElementById('v').readyState >= 3")
    assert page.evaluate("document.getElementById('v').duration") == pytest.approx(
        timeline.duration_ms / 1000, abs=0.04
    )
    slides = PaintedSlides(1280, 720)
    places = list(zip(timeline.scene_starts_ms(), timeline.scenes, strict=True))
    # Back and forth, as people do.
    for start, scene in [*places[::2], *places[::-1]]:
        frame = 1000 / timeline.rate
        last = scene.slide.step_count
        for at_ms, step in ((frame / 2, 0), (scene.frame_count * frame - 700, last)):
            took_ms, picture = page.evaluate(SHOW, (start + at_ms) / 1000)
            with Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2]))) as image:
                shown = np.asarray(image.convert("RGB"))
            wanted = slides.draw(scene.slide, step)
            assert psnr(shown, wanted) > 30
            others = [slides.draw(scene.slide, other) for other in range(last + 1) if other != step]
            assert all(psnr(shown, other) < psnr(shown, wanted) for other in others)
            assert took_ms < 3000
    end, error, total, corrupted = page.evaluate(PLAY)
    assert error is None
    assert end == pytest.approx(timeline.duration_ms / 1000, abs=0.1)
    assert total > 0
    assert corrupted == 0
