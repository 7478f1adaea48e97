// What this device keeps for one person: typed words and lessons. Nothing of it outlives signing out.
const OWNER = 'device:owner'
const OURS = /^device:/
const CACHES = /^academy-/
const DAYS = 14

// Whose the device is at the moment: the last person who was signed in and has not signed out.
export function ownerOf (view) {
  try {
    return view.localStorage.getItem(OWNER) || ''
  } catch {
    return ''
  }
}

export function tendDevice (page, view) {
  const person = page.body.dataset.person
  try {
    const owner = ownerOf(view)
    if (person && owner && owner !== person) clearDevice(view)
    if (person) view.localStorage.setItem(OWNER, person)
    dropOld(view)
  } catch {
    return
  }
  for (const form of page.querySelectorAll('form[action$="/logout/"]')) {
    form.addEventListener('submit', () => clearDevice(view))
  }
}

export function keysOf (store) {
  return Array.from({ length: store.length }, (_, place) => store.key(place))
}

function clearDevice (view) {
  for (const store of [view.localStorage, view.sessionStorage]) {
    for (const key of keysOf(store)) if (OURS.test(key)) store.removeItem(key)
  }
  view.caches?.keys().then(names => names.filter(name => CACHES.test(name)).forEach(name => view.caches.delete(name)))
  view.navigator.serviceWorker?.getRegistrations().then(all => all.forEach(one => one.unregister()))
}

// Whatever has an `at` and is older than two weeks goes; with the lessons also their pages.
function dropOld (view) {
  const oldest = Date.now() - DAYS * 24 * 60 * 60 * 1000
  for (const key of keysOf(view.localStorage)) {
    if (!OURS.test(key) || key === OWNER) continue
    const kept = JSON.parse(view.localStorage.getItem(key))
    if (kept.at > oldest) continue
    view.localStorage.removeItem(key)
    for (const path of kept.paths || []) view.caches?.open('academy-lessons').then(held => held.delete(path))
  }
}

export function clockOf (at) {
  const when = new Date(at)
  const time = `${String(when.getHours()).padStart(2, '0')}:${String(when.getMinutes()).padStart(2, '0')}`
  const today = new Date().toDateString() === when.toDateString()
  return today ? time : `${when.getDate()} ${when.toLocaleString('en-GB', { month: 'long' })}, ${time}`
}
