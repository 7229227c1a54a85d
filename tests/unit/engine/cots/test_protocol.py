import subprocess
import sys


def test_protocol_when_imported_does_not_import_torch() -> None:
    code = "import sys, engine.cots.protocol, engine.cots.presets; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
