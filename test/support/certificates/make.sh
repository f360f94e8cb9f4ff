#!/usr/bin/env bash
# Makes the certificates of the tests, which protect nothing: an authority, and what it has signed. Needs openssl 3.
set -euo pipefail
cd "$(dirname "$0")"
rm -f ./*.pem
days=36500

authority() { # name, subject
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "$days" -subj "/CN=$2" \
    -addext 'basicConstraints=critical,CA:TRUE' -keyout "$1-key.pem" -out "$1.pem" 2>/dev/null
}

signed() { # name, subject alternative names, further options of openssl x509
  local name=$1 names=$2
  shift 2
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
    -keyout "$name-key.pem" -out "$name.csr" 2>/dev/null
  openssl x509 -req -in "$name.csr" -CA authority.pem -CAkey authority-key.pem -CAcreateserial "$@" \
    -extfile <(printf 'subjectAltName=%s\n' "$names") -out "$name.pem" 2>/dev/null
  rm -f "$name.csr"
}

authority authority 'mt-judge test authority'
authority self-signed 127.0.0.1
signed server 'DNS:localhost,DNS:server.test,IP:127.0.0.1' -days "$days"
signed other-host 'DNS:elsewhere.test' -days "$days"
signed client 'DNS:client.test' -days "$days"
# openssl x509 of version 3 takes no dates: an end that lies one day behind its beginning is "today minus one".
signed expired 'DNS:localhost,IP:127.0.0.1' -days -1
rm -f ./*.srl authority-key.pem
