"""The built style and script: small, ours, and without what belongs to GOV.UK alone."""

import gzip
from pathlib import Path

BUILD = Path(__file__).resolve().parents[3] / "static" / "build"


def packed(name: str) -> int:
    return len(gzip.compress((BUILD / name).read_bytes(), 9))


def test_style_and_script_are_small() -> None:
    assert (BUILD / "academy.css").stat().st_size < 80_000
    assert packed("academy.css") < 15_000
    assert packed("academy.js") < 15_000


def test_nothing_of_the_crown_is_served() -> None:
    style = (BUILD / "academy.css").read_text()
    for word in ("GDS Transport", "@font-face", "crest", "crown", "url("):
        assert word not in style


def test_no_address_of_another_host() -> None:
    for name in ("academy.css", "academy.js", "worker.js"):
        text = (BUILD / name).read_text().replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text
        assert "https://" not in text


def test_the_lock_names_no_host() -> None:
    lock = (BUILD.parents[1] / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


def test_compressed_siblings_are_the_same_files() -> None:
    for name in ("academy.css", "academy.js", "worker.js", "leaf.svg"):
        assert gzip.decompress((BUILD / f"{name}.gz").read_bytes()) == (BUILD / name).read_bytes()
