#!/bin/sh
# The same arithmetic written twice, in C and in numpy (train/emulate.py), gives the same bits. Skipped without numpy. Usage: net_python.sh BUILD/quoth
build=$(dirname "$1"); root=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
if ! "$python" -c 'import numpy' 2>/dev/null; then echo "net_python: 0 passed, 0 failed, 1 skipped"; exit 0; fi
PYTHONDONTWRITEBYTECODE=1 "$python" "$root/train/emulate.py" "$build/tests/net_run"
