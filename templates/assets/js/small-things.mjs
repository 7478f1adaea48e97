// Escape closes the open menu and gives the focus back to its button; so does a press elsewhere.
export function closeOnEscape (page) {
  const menus = () => page.querySelectorAll('details[data-menu][open]')
  page.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    for (const menu of menus()) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })
  page.addEventListener('click', event => {
    for (const menu of menus()) {
      if (!menu.contains(event.target)) menu.open = false
    }
  })
}

// On paper nothing can be unfolded, so figures behind a fold are opened for the print.
export function openForPrint (view) {
  let folded = []
  view.addEventListener('beforeprint', () => {
    folded = [...view.document.querySelectorAll('main details:not([open])')]
    for (const fold of folded) fold.open = true
  })
  view.addEventListener('afterprint', () => {
    for (const fold of folded) fold.open = false
  })
}

// A button that prints exists only where a script can print.
export function printButtons (page) {
  for (const button of page.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}

// A form that only narrows a list may send itself when a choice changes.
export function submitOnChange (page) {
  for (const form of page.querySelectorAll('form[data-send-on-change]')) {
    form.addEventListener('change', () => form.requestSubmit())
  }
}
