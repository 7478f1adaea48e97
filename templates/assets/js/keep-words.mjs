// Sends a draft while somebody writes, and tries again after a lost connection until it has arrived. Choices
// wait on the device as typed words do (remember.mjs). The Save button does the same without this file.
import { ownerOf } from './device.mjs'

const PAUSE = 2000
const AGAIN = 4000
const SLOWEST = 60000
const CHOICES = 'input[type=radio], select'

export function keepWords (page, view) {
  for (const form of page.querySelectorAll('form[data-keep]')) new Draft(form, page, view).start()
}

class Draft {
  constructor (form, page, view) {
    Object.assign(this, { form, page, view, timer: 0, sending: null, wait: AGAIN })
    this.status = form.querySelector('[data-kept]')
    this.tab = form.elements.tab
  }

  start () {
    const { form, view } = this
    // Words that the device had kept are not saved yet, though they stand here already.
    const typed = [...form.querySelectorAll('textarea, input[type=text]')].some(one => one.value !== one.defaultValue)
    this.kept = typed ? '' : this.words(this.said())
    form.addEventListener('input', event => {
      this.hold()
      this.soon(event.target.type === 'radio' ? 0 : PAUSE)
    })
    // A press of a button waits for what is on its way, so that one's own saving is never taken for another's.
    form.addEventListener('submit', event => {
      view.clearTimeout(this.timer)
      this.left = true
      this.turned()
      if (!this.sending) return
      event.preventDefault()
      if ('going' in form.dataset) return
      form.dataset.going = ''
      const go = () => this.sending ? this.sending.then(go) : form.requestSubmit(event.submitter)
      go()
    })
    view.addEventListener('pageshow', () => { delete form.dataset.going })
    view.addEventListener('online', () => this.begin())
    if (!this.tab) return
    this.tab.value = view.crypto.randomUUID?.() || String(Math.random())
    view.addEventListener('pagehide', () => {
      if (!this.left && this.words(this.said()) !== this.kept) view.navigator.sendBeacon?.(form.dataset.keep, this.turned())
    })
    const owner = ownerOf(view)
    if (owner) form.choices = `device:choices:${owner}:${form.dataset.remember}`
    this.giveBack()
    this.soon(0)
  }

  said () {
    const body = new FormData(this.form)
    body.delete('file')
    return body
  }

  words (body) {
    return JSON.stringify([...body].filter(([name]) => !['saves', 'tab', 'turn', 'csrfmiddlewaretoken'].includes(name)))
  }

  // What is sent, with how manieth sending of this page it is.
  turned () {
    const { turn } = this.form.elements
    if (turn) turn.value = Number(turn.value) + 1
    return this.said()
  }

  soon (wait) {
    this.view.clearTimeout(this.timer)
    this.timer = this.view.setTimeout(() => this.begin(), wait)
  }

  begin () {
    this.sending ??= this.send().finally(() => { this.sending = null })
    return this.sending
  }

  async send () {
    const now = this.words(this.said())
    if (now === this.kept) return
    try {
      const answer = await this.view.fetch(this.form.dataset.keep, { method: 'POST', body: this.turned() })
      const told = await answer.json()
      if (answer.ok) this.arrived(told, now)
      else if (answer.status === 401) this.later()
      this.status.textContent = told.said
    } catch {
      this.status.textContent = 'Not saved yet: no answer from the academy. All you gave is still on this page, and we try again.'
      this.later()
    }
  }

  arrived (told, now) {
    this.form.elements.saves.value = told.saves
    this.kept = now
    this.wait = AGAIN
    if (told.panel) this.page.querySelector('[data-told]').innerHTML = told.panel
    if (this.words(this.said()) !== now) return this.soon(PAUSE)
    if (this.form.choices) this.view.localStorage.removeItem(this.form.choices)
    this.form.dispatchEvent(new Event('saved'))
  }

  // Signing in again changes the token of the forms: each new try takes the one of a fresh copy of this page.
  later () {
    this.view.clearTimeout(this.timer)
    this.timer = this.view.setTimeout(async () => {
      try {
        const page = await (await this.view.fetch(this.view.location.href)).text()
        const fresh = new this.view.DOMParser().parseFromString(page, 'text/html').querySelector('form[data-keep]')
        if (fresh) this.form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value
      } catch { /* the next try says so */ }
      this.begin()
    }, this.wait)
    this.wait = Math.min(2 * this.wait, SLOWEST)
  }

  hold () {
    if (!this.form.choices) return
    const chosen = [...this.said()].filter(([name]) => this.form.elements[name]?.matches?.('select') || this.form.elements[name]?.length)
    try {
      this.view.localStorage.setItem(this.form.choices, JSON.stringify({ at: Date.now(), chosen }))
    } catch { /* remember.mjs says so at the words */ }
  }

  giveBack () {
    const { chosen = [] } = JSON.parse(this.view.localStorage.getItem(this.form.choices) || '{}')
    const by = new Map(chosen)
    for (const one of this.form.querySelectorAll(CHOICES)) {
      if (!by.has(one.name)) continue
      if (one.type === 'radio') one.checked = one.value === by.get(one.name)
      else one.value = by.get(one.name)
    }
  }
}
