#!/bin/sh
# Sees to it that the browser tests find a Chromium or Chrome, or says how to get one.
for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ -n "${EVACMAP_BROWSER:-}" ] || [ -d "/Applications/Google Chrome.app" ]; then
  exit 0
fi
if command -v apt-get >/dev/null 2>&1; then
  as_root=
  [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  if [ -z "$as_root" ] || sudo -n true 2>/dev/null; then
    echo "Installing Debian's chromium for the browser tests ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get -qq update >/dev/null 2>&1
    $as_root apt-get -qq install -y --no-install-recommends chromium >/dev/null 2>&1 && exit 0
  fi
fi
echo "No Chromium or Chrome: the browser tests are skipped; install one (Debian: sudo apt-get install chromium)" >&2
exit 0
