// Keeps the lessons of a module on the device, so that they can be read where there is no signal.
import { clockOf, keysOf, ownerOf } from './device.mjs'

const MODULE = 'device:module:'
const LESSONS = 'academy-lessons'
const FRAME = 'academy-frame'
const LIST = '/learn/kept/'
const MOST = 6
const FRESH = 60 * 60 * 1000

export function keepLessons (page, view) {
  fillList(page, view)
  const back = page.querySelector('[data-back-online]')
  if (back) view.addEventListener('online', () => { back.textContent = 'You are back online. Open the page again to save' })
  const place = page.querySelector('[data-keeps]')
  if (!place || !ownerOf(view) || !view.caches || !view.navigator.serviceWorker) return
  const quiet = () => {}
  view.navigator.serviceWorker.register('/learn/worker.js', { scope: '/learn/' }).catch(quiet)
  const address = place.dataset.keeps
  const button = place.querySelector('[data-keeps-button]')
  if (button) offer(place, button, address, view)
  if ('keepsOpened' in place.dataset && !view.navigator.connection?.saveData) keep(address, false, view).catch(quiet)
}

function known (address, view) {
  return JSON.parse(view.localStorage.getItem(MODULE + address) || 'null')
}

// Fetches copies in which there is nobody, with their pictures, and what every page needs to look right.
async function keep (address, chosen, view) {
  const before = known(address, view)
  if (before && !chosen && Date.now() - before.at < FRESH) return before
  const told = await (await view.fetch(address)).json()
  const frame = await view.caches.open(FRAME)
  await frame.addAll(told.shell)
  const held = await view.caches.open(LESSONS)
  const paths = []
  for (const lesson of told.lessons) {
    const answer = await view.fetch(lesson.copy)
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
    const words = await answer.text()
    await held.put(lesson.url, new view.Response(words, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }))
    paths.push(lesson.url, ...await keepPictures(words, held, view))
  }
  const kept = {
    title: told.title, url: told.url, lessons: told.lessons, paths, at: Date.now(), chosen: chosen || Boolean(before?.chosen)
  }
  view.localStorage.setItem(MODULE + address, JSON.stringify(kept))
  await dropOldest(view)
  return kept
}

async function keepPictures (words, held, view) {
  const page = new view.DOMParser().parseFromString(words, 'text/html')
  const paths = [...page.querySelectorAll('main img[src^="/"]')].map(image => image.getAttribute('src'))
  for (const path of paths) if (!await held.match(path)) await held.add(path).catch(() => {})
  return paths
}

// Modules that were only opened make room for newer ones; chosen ones stay.
async function dropOldest (view) {
  const opened = modules(view).filter(([, kept]) => !kept.chosen).sort(([, a], [, b]) => b.at - a.at)
  for (const [address] of opened.slice(MOST)) await drop(address, view)
}

function modules (view) {
  const keys = keysOf(view.localStorage).filter(key => key.startsWith(MODULE))
  return keys.map(key => [key.slice(MODULE.length), JSON.parse(view.localStorage.getItem(key))])
}

async function drop (address, view) {
  const gone = known(address, view)
  view.localStorage.removeItem(MODULE + address)
  const needed = new Set(modules(view).flatMap(([, kept]) => kept.paths))
  const held = await view.caches.open(LESSONS)
  for (const path of gone?.paths || []) if (!needed.has(path)) await held.delete(path)
}

function offer (place, button, address, view) {
  const words = place.querySelector('[data-keeps-words]')
  const show = () => {
    const kept = known(address, view)
    place.hidden = false
    words.textContent = kept
      ? `${kept.chosen ? 'Kept' : 'Kept for now, because you opened it,'} on this device since ${clockOf(kept.at)}.`
      : 'You can read this module where the signal is poor.'
    button.textContent = kept?.chosen ? 'Take it off this phone' : 'Keep this module on this phone'
  }
  button.addEventListener('click', async () => {
    words.textContent = 'A moment …'
    try {
      await (known(address, view)?.chosen ? drop(address, view) : keep(address, true, view))
      show()
    } catch {
      words.textContent = 'That did not work. Is there a connection?'
    }
  })
  show()
}

function fillList (page, view) {
  const place = page.querySelector('[data-kept-list]')
  if (!place) return
  const add = (to, name, words) => {
    const one = page.createElement(name)
    one.textContent = words
    to.append(one)
    return one
  }
  place.textContent = ''
  const held = modules(view)
  if (view.location.pathname !== LIST) {
    add(place, 'p', 'You are offline, and the page that you wanted is not kept on this device. What is kept is here.')
  }
  if (!held.length) add(place, 'p', 'Nothing yet. Open a lesson, or press “Keep this module on this phone” on its page.')
  for (const [address, kept] of held) {
    const box = add(place, 'div', '')
    add(box, 'h3', kept.title)
    const list = add(box, 'ul', '')
    list.className = 'ac-dots'
    for (const lesson of kept.lessons) {
      const link = add(add(list, 'li', ''), 'a', lesson.title)
      link.href = lesson.url
      link.className = 'govuk-link'
    }
    add(box, 'p', `As of ${clockOf(kept.at)}. `).className = 'ac-small'
    const button = add(box, 'button', 'Take it off this device')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary ac-button--small'
    button.addEventListener('click', async () => { await drop(address, view); fillList(page, view) })
  }
}
