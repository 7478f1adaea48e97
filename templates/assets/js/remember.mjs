// Keeps what somebody types on the device until it is saved, and gives it back after a lost connection, an
// ended session or a closed tab. It never sends anything: whoever wrote it presses the button again.
import { clockOf, ownerOf } from './device.mjs'

const SENT = 'device:sent'
const FIELDS = 'textarea, input[type=text]'

export function rememberWords (page, view) {
  const owner = ownerOf(view)
  if (!owner) return
  settleSent(page, view)
  for (const form of page.querySelectorAll('form[data-remember]')) new Memory(form, view, owner).start()
}

// A form that was sent and led on to an ordinary page has been saved, even if it is not on that page again.
// After a complaint, at the door or without an answer nothing is forgotten.
function settleSent (page, view) {
  const sent = JSON.parse(view.sessionStorage.getItem(SENT) || '[]')
  view.sessionStorage.removeItem(SENT)
  const [way] = view.performance.getEntriesByType('navigation')
  const complains = page.querySelector('.govuk-error-summary, .ac-banner--problem')
  if (page.body.dataset.person && !complains && way?.type === 'navigate' && way.redirectCount > 0) {
    for (const key of sent) view.localStorage.removeItem(key)
  }
}

const plain = words => words.replace(/\r\n/g, '\n').trim()

class Memory {
  constructor (form, view, owner) {
    this.form = form
    this.view = view
    this.start_of_keys = `device:words:${owner}:${form.dataset.remember}:${form.elements.drawn?.value || ''}:`
    this.fields = [...form.querySelectorAll(FIELDS)].filter(field => field.name)
    this.complains = form.ownerDocument.querySelector('.govuk-error-summary, .ac-banner--problem')
  }

  start () {
    for (const field of this.fields) {
      this.giveBack(field)
      field.addEventListener('input', () => this.keep(field))
    }
    this.form.addEventListener('submit', event => this.send(event))
    this.form.addEventListener('saved', () => this.fields.forEach(field => this.forget(field)))
  }

  key (field) { return this.start_of_keys + field.name }

  kept (field) { return JSON.parse(this.view.localStorage.getItem(this.key(field)) || 'null') }

  keep (field) {
    const at = this.kept(field)?.at || Date.now()
    try {
      this.view.localStorage.setItem(this.key(field), JSON.stringify({ words: field.value, at }))
      this.say(field, `Kept on this device since ${clockOf(at)}, not saved yet.`)
    } catch {
      this.say(field, 'This device cannot keep your words: save them before you leave.')
    }
  }

  // What the page brings is what was saved, unless it complains: then it brings back what was sent.
  giveBack (field) {
    const kept = this.kept(field)
    if (!kept) return
    if (plain(kept.words) === plain(field.value)) {
      if (!this.complains) this.forget(field)
      return
    }
    const saved = field.value
    field.value = kept.words
    field.dispatchEvent(new this.view.Event('input', { bubbles: true }))
    this.say(field, `Kept on this device since ${clockOf(kept.at)}, not saved yet.`, saved)
  }

  forget (field) {
    this.view.localStorage.removeItem(this.key(field))
    if (field.kept) field.kept.textContent = ''
  }

  // Without a connection the page stays, with everything on it.
  send (event) {
    if (this.view.navigator.onLine === false || this.form.matches('[data-offline]')) {
      event.preventDefault()
      event.stopImmediatePropagation()
      for (const field of this.fields) if (this.kept(field)) this.say(field, this.waits(field))
      this.form.querySelector('[data-offline-words]')?.remove()
      const words = this.form.ownerDocument.createElement('p')
      words.dataset.offlineWords = ''
      words.setAttribute('role', 'alert')
      words.textContent = 'You are offline, so nothing was sent. Press the button again when you are back.'
      this.form.append(words)
      return
    }
    const sent = this.fields.filter(field => this.kept(field)).map(field => this.key(field))
    if (this.form.choices) sent.push(this.form.choices)
    this.view.sessionStorage.setItem(SENT, JSON.stringify(sent))
  }

  waits (field) { return `Kept on this device since ${clockOf(this.kept(field).at)}, not saved yet.` }

  say (field, words, saved = '') {
    if (!field.kept) {
      field.kept = this.form.ownerDocument.createElement('p')
      field.kept.className = 'ac-small'
      field.kept.setAttribute('role', 'status')
      field.after(field.kept)
    }
    if (field.kept.dataset.words === words && field.kept.textContent) return
    field.kept.dataset.words = words
    field.kept.textContent = words
    if (saved) field.kept.append(' ', this.wayBack(field, saved))
  }

  wayBack (field, saved) {
    const button = this.form.ownerDocument.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary ac-button--small'
    button.textContent = 'Use what was saved before'
    button.addEventListener('click', () => {
      field.value = saved
      this.forget(field)
      field.focus()
    })
    return button
  }
}
