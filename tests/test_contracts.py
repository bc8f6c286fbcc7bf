"""The rooms of the house: catalogue <- vocab <- inventory <- tui, each importing from those on its left only."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINT = (
    "import sys; from importlinter.application.use_cases import lint_imports;"
    "from importlinter.configuration import configure; configure();"
    "sys.exit(not lint_imports(config_filename=sys.argv[1], cache_dir=None))"
)


def lint(config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, str(config)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_the_import_contract_is_kept():
    done = lint(ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_contract_is_about_all_four_rooms():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = config["contracts"]
    assert contract["layers"] == ["orodha.tui", "orodha.inventory", "orodha.vocab", "orodha.catalogue"]
    assert sorted(config["root_packages"]) == sorted(contract["layers"])


def test_a_contract_that_is_broken_is_found(tmp_path: Path):
    turned = tmp_path / "turned.toml"
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = '["orodha.tui", "orodha.inventory", "orodha.vocab", "orodha.catalogue"]'
    assert layers in text
    turned.write_text(text.replace(layers, '["orodha.catalogue", "orodha.vocab", "orodha.inventory", "orodha.tui"]'))
    done = lint(turned)
    assert done.returncode == 1, done.stdout + done.stderr
