#!/usr/bin/env bash
# litellm 1.108.7 with the extra "proxy" (PyPI), Python 3.11: its proxy, started with a master key and without a database,
# answers a wrong key with 400 `no_db_connection`, and a request without a key with 500.
# One would expect: 401 for both. A client that goes by the status asks again, or takes its own request for a bad one.
# Seen: "No connected db." for the wrong key; "Internal Server Error" without one, since the package prisma, which the
# extra does not install, is imported on the way to the error.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check 'litellm[proxy]==1.108.7'
env/bin/python --version
env/bin/pip list --disable-pip-version-check 2>/dev/null | grep '^litellm '
port=$(env/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >config.yaml <<YAML
model_list:
  - model_name: m
    litellm_params: { model: openai/m, api_base: http://127.0.0.1:9/v1, api_key: none }
general_settings: { master_key: sk-master }
YAML
LITELLM_LOCAL_MODEL_COST_MAP=True env/bin/litellm --config config.yaml --host 127.0.0.1 --port "$port" --telemetry False >log 2>&1 &
server=$!
for _ in $(seq 180); do
  curl --silent --output /dev/null "http://127.0.0.1:$port/health/liveliness" && break
  sleep 1
done
see() { curl --silent --write-out ' %{http_code}\n' "$@" "http://127.0.0.1:$port/v1/models"; }
right=$(see --header 'authorization: Bearer sk-master')
wrong=$(see --header 'authorization: Bearer sk-wrong')
none=$(see)
printf 'right key: %s\nwrong key: %s\nno key: %s\n' "$right" "$wrong" "$none"
[[ $right == *' 200' && $wrong == *no_db_connection*' 400' && $none == 'Internal Server Error 500' ]] ||
  { echo "the behaviour has changed" >&2; exit 1; }
