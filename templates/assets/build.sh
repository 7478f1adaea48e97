#!/bin/sh
# Makes static/build/ from the sources beside this file. Run it from anywhere; asked again
# with nothing changed it stops at once. Needs node and npm on the path (the virtual
# environment brings both). Writes the style sheet, the scripts, the favicon and a .gz of each.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
PATH="$root/.venv/bin:$PATH"; export PATH
out=static/build

stamp_of() { cat "$@" | cksum; }
lock=$(stamp_of package.json package-lock.json)
sources=$(find templates/assets -type f | LC_ALL=C sort | xargs cat | cksum)
mkdir -p "$out"
if [ "$(cat "$out/.stamp" 2>/dev/null || true)" = "$lock $sources" ]; then
  echo "Assets are up to date."
  exit 0
fi

if [ ! -f node_modules/sass/sass.js ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error
fi

node node_modules/sass/sass.js --no-source-map --style=compressed --quiet-deps \
  --load-path=node_modules templates/assets/scss/academy.scss "$out/academy.css"
node templates/assets/bundle.mjs templates/assets/js/academy.mjs "$out/academy.js"
node templates/assets/bundle.mjs templates/assets/js/worker.mjs "$out/worker.js"
cp templates/assets/images/leaf.svg "$out/leaf.svg"
for file in academy.css academy.js worker.js leaf.svg; do
  gzip -9 -n -c "$out/$file" > "$out/$file.gz"
done
echo "$lock $sources" > "$out/.stamp"
wc -c "$out"/academy.css "$out"/academy.css.gz "$out"/academy.js "$out"/academy.js.gz
