// Joins an entry module and the modules it imports into one file, in the order they need
// each other. It knows only what our sources use: named imports without renaming between
// packages and files. Two modules that give the same name at the top level stop the build.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const [entry, target] = process.argv.slice(2)
const IMPORT = /^import\s+(?:\{[^}]*\}\s+from\s+)?['"]([^'"]+)['"];?[ \t]*$/gm
const EXPORT = /^export\s+\{[^}]*\};?[ \t]*$/gm
const COMMENT = /\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm

const seen = new Set()
const names = new Map()
const parts = []

function find (from, name) {
  return name.startsWith('.') ? resolve(dirname(from), name) : resolve('node_modules', name)
}

function add (path) {
  if (seen.has(path)) return
  seen.add(path)
  const source = readFileSync(path, 'utf8')
  for (const [, name] of source.matchAll(IMPORT)) add(find(path, name))
  let body = source
    .replace(COMMENT, '')
    .replace(IMPORT, '')
    .replace(EXPORT, '')
    .replace(/^export\s+(?=class|function|const)/gm, '')
    .replace(/^const _self = .*$/gm, '')
    .replace(/\b_self\b/g, 'globalThis')
    .replace(/^[ \t]+/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
  for (const [, name] of body.matchAll(/^(?:class|function)\s+([A-Za-z_$][\w$]*)/gm)) {
    if (names.has(name)) throw new Error(`${name} is in ${names.get(name)} and in ${path}`)
    names.set(name, path)
  }
  parts.push(body)
}

add(resolve(entry))
writeFileSync(target, parts.join('\n') + '\n')
