// Saves an answer with every change, keeps what could not be sent, and counts the time calmly.
const WAIT = 1000
const RETRY = 4000
const LONGEST = 60000
const ENOUGH = 5000

export function sitting (page, view) {
  const form = page.querySelector('form[data-sitting]')
  if (form) new Keeper(form, view).start()
  const clock = page.querySelector('[data-due]')
  if (clock) countDown(clock, form, view)
}

class Keeper {
  constructor (form, view) {
    this.form = form
    this.view = view
    this.url = form.dataset.sitting
    this.position = Number(form.dataset.position)
    this.key = `sitting:${this.url}:${this.position}`
    this.status = form.querySelector('[data-saved]')
    this.timer = null
    this.sending = null
    this.changed = false
    this.waited = false
    this.wait = RETRY
  }

  start () {
    this.field('tab').value = this.view.crypto.randomUUID?.() || String(Math.random())
    this.form.addEventListener('input', () => this.soon())
    this.form.addEventListener('change', () => this.soon(0))
    this.form.addEventListener('focusout', () => { if (this.changed) this.soon(0) })
    this.form.addEventListener('submit', event => this.pressed(event))
    this.view.addEventListener('online', () => this.sendKept())
    this.view.addEventListener('pageshow', () => this.returned())
    this.view.addEventListener('pagehide', () => { if (this.changed && !this.left) this.send(true) })
    this.restore()
    this.sendOthers()
  }

  get store () { return this.view.sessionStorage }

  field (name) { return this.form.elements[`sitting-${name}`] }

  soon (wait = WAIT) {
    this.changed = true
    this.keep()
    this.view.clearTimeout(this.timer)
    this.timer = this.view.setTimeout(() => this.send(), wait)
  }

  fields () {
    return [...new this.view.FormData(this.form)].filter(([name]) => name !== 'csrfmiddlewaretoken')
  }

  // What was not sent yet waits in this tab, and is filled in again if the page is opened anew.
  // Without the moment at which it was opened: how long it waited is no time that somebody looked at it.
  keep () {
    const fields = this.fields().filter(([name]) => name !== 'sitting-opened')
    this.store.setItem(this.key, JSON.stringify({ position: this.position, fields }))
  }

  restore () {
    const kept = this.store.getItem(this.key)
    if (!kept) return
    const said = new Map()
    for (const [name, value] of JSON.parse(kept).fields) said.set(name, [...(said.get(name) || []), value])
    for (const control of this.form.elements) {
      if (!control.name || control.type === 'hidden' || control.type === 'submit') continue
      const values = said.get(control.name) || []
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = values.includes(control.value)
      else control.value = values.shift() ?? ''
    }
    this.field('base').value = said.get('sitting-base')?.[0] ?? this.field('base').value
    this.soon(0)
  }

  // The newest answer to arrive counts: a button waits for what is on its way, or an older one could come
  // after its own. Not for ever: where the connection hangs, the browser says so.
  pressed (event) {
    this.view.clearTimeout(this.timer)
    this.left = !this.sending || this.waited
    if (this.left) return
    event.preventDefault()
    if ('going' in this.form.dataset) return
    this.form.dataset.going = ''
    this.say('Saving your answer, one moment …')
    const enough = new Promise(resolve => this.view.setTimeout(resolve, ENOUGH))
    Promise.race([this.sending, enough]).then(() => {
      this.waited = true
      this.form.requestSubmit(event.submitter)
    })
  }

  // Whoever comes back to this page with the browser's own button finds it as it was left.
  returned () {
    this.waited = false
    delete this.form.dataset.going
  }

  send (leaving = false) {
    if (this.sending && !leaving) return this.soon(200)
    this.sending = this.sendNow(leaving).finally(() => { this.sending = null })
    return this.sending
  }

  async sendNow (leaving) {
    this.changed = false
    const kept = this.store.getItem(this.key)
    try {
      const told = await this.post(JSON.stringify({ position: this.position, fields: this.fields() }), leaving)
      if (this.store.getItem(this.key) === kept) this.store.removeItem(this.key)
      this.wait = RETRY
      this.tell(told)
    } catch (problem) {
      this.failed(problem)
    }
  }

  async post (body, leaving) {
    const answer = await this.view.fetch(this.url, {
      method: 'POST',
      body,
      keepalive: leaving,
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.form.elements.csrfmiddlewaretoken.value }
    })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer.json()
  }

  tell (told) {
    this.field('base').value = told.number
    this.field('opened').value = told.opened
    if (told.late) return this.say(`${told.late} This answer is kept, but it does not count.`)
    this.say(`Saved ${told.at}`)
    if ('other' in told) this.offer(told.other)
  }

  // Another tab or device had saved: this answer counts, both are kept, and the page shows the other.
  offer (when) {
    const link = this.form.ownerDocument.createElement('a')
    link.className = 'govuk-link'
    link.href = '#other'
    link.textContent = 'See the other answer'
    link.addEventListener('click', event => { event.preventDefault(); this.left = true; this.view.location.reload() })
    this.status.append(`. Another tab or device saved an answer at ${when}. Both are kept, this one counts. `, link)
  }

  failed (problem) {
    this.changed = true
    this.keep()
    const out = problem.message === '401' || problem.message === '403'
    this.say(out
      ? 'Not saved yet: you are signed out. Sign in again in another tab, then this page goes on.'
      : 'Not saved yet, we try again')
    this.again = this.view.setTimeout(() => (out ? this.renew() : this.send()), this.wait)
    this.wait = Math.min(2 * this.wait, LONGEST)
  }

  // Signing in again changes the token of the forms: take the new one from a fresh copy of this page.
  async renew () {
    try {
      const page = await (await this.view.fetch(this.view.location.href)).text()
      const fresh = new this.view.DOMParser().parseFromString(page, 'text/html').querySelector('form[data-sitting]')
      if (fresh) this.form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value
    } catch (problem) { /* the next try says so */ }
    this.send()
  }

  say (words) {
    if (this.status.textContent !== words) this.status.textContent = words
    this.view.clearTimeout(this.again)
  }

  sendKept () {
    if (this.changed || this.store.getItem(this.key)) this.send()
    this.sendOthers()
  }

  // Answers to other items of this paper that this tab could not send.
  async sendOthers () {
    const keys = Object.keys(this.store).filter(key => key.startsWith(`sitting:${this.url}:`) && key !== this.key)
    for (const key of keys) {
      const body = this.store.getItem(key)
      try {
        await this.post(body, false)
        if (this.store.getItem(key) === body) this.store.removeItem(key)
      } catch (problem) {
        return
      }
    }
  }
}

// Minutes, not seconds: the last one says that it is the last. When the time is up, what is there goes in.
function countDown (clock, form, view) {
  const end = view.performance.now() + Number(clock.dataset.due) * 1000
  const until = clock.dataset.until
  const show = () => {
    const left = Math.max(0, Math.ceil((end - view.performance.now()) / 1000))
    const words = inWords(left, until)
    if (clock.textContent !== words) clock.textContent = words
    if (left > 0) return view.setTimeout(show, Math.min(1000 * (left % 60 || 60) + 50, 15000))
    const button = form?.querySelector('button[name=sitting-go]')
    if (!button) return
    button.value = 'time-up'
    form.requestSubmit(button)
  }
  show()
}

export function inWords (left, until) {
  if (left <= 0) return 'The time is up. Your answers are being handed in.'
  if (left < 60) return `Less than a minute left, until ${until}.`
  const hours = Math.floor(left / 3600)
  const minutes = Math.floor(left / 60) % 60
  const parts = []
  if (hours) parts.push(`${hours} hour${hours === 1 ? '' : 's'}`)
  if (minutes || !hours) parts.push(`${minutes} minute${minutes === 1 ? '' : 's'}`)
  return `${parts.join(' ')} left, until ${until}.`
}
