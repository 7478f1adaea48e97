// Sends the words of a draft while somebody writes. The Save button does the same without this file.
const PAUSE = 2000

export function keepWords (page) {
  for (const form of page.querySelectorAll('form[data-keep]')) {
    const { saves } = form.elements
    const status = form.querySelector('[data-kept]')
    const said = () => {
      const body = new FormData(form)
      body.delete('file')
      return body
    }
    const words = body => JSON.stringify([...body].filter(([name]) => name !== 'saves'))
    let kept = words(said())
    let timer = 0
    let sending = null

    const send = async () => {
      const body = said()
      const now = words(body)
      if (now === kept) return
      try {
        const answer = await fetch(form.dataset.keep, { method: 'POST', body })
        const told = await answer.json()
        if (answer.ok) {
          saves.value = told.saves
          kept = now
          if (words(said()) === now) form.dispatchEvent(new Event('saved'))
        }
        status.textContent = told.said
      } catch {
        status.textContent = 'Not saved: no answer from the academy. Your words are still on this page.'
      }
    }
    const begin = () => {
      sending ??= send().finally(() => { sending = null })
      return sending
    }

    form.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(begin, PAUSE)
    })
    // A press of a button waits for what is on its way, so that one's own saving is never taken for another's.
    form.addEventListener('submit', event => {
      clearTimeout(timer)
      if (!sending) return
      event.preventDefault()
      sending.then(() => form.requestSubmit(event.submitter))
    })
  }
}
