#!/usr/bin/env bash
# Installs the Debian packages that are missing, and says which. Usage: install.sh run|test
set -euo pipefail

packages=(libsqlite3-dev libpq-dev zlib1g-dev libarchive-dev libqrencode-dev pkg-config libjs-leaflet libjs-leaflet.markercluster)
if [ "${1:-run}" = test ]; then
  packages+=(openssl postgresql-15 chromium fonts-noto-core python3-venv msmtp)
fi

if ! command -v swift >/dev/null; then
  echo "Swift 6.3 is missing. Install it from swift.org, then run this again." >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing missing Debian packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Please install them as root: apt-get install ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
