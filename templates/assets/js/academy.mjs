// Makes the pages nicer. Every job on them also works without this file.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'
import { tendDevice } from './device.mjs'
import { keepLessons } from './lessons.mjs'
import { rememberWords } from './remember.mjs'
import { sitting } from './sitting.mjs'
import { keepWords } from './keep-words.mjs'
import { closeOnEscape, openForPrint, printButtons, submitOnChange } from './small-things.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const Enhancement of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink
]) {
  for (const element of document.querySelectorAll(`[data-module="${Enhancement.moduleName}"]`)) {
    try {
      new Enhancement(element)
    } catch (problem) {
      console.warn(problem)
    }
  }
}

closeOnEscape(document)
openForPrint(window)
printButtons(document)
submitOnChange(document)
tendDevice(document, window)
rememberWords(document, window)
keepLessons(document, window)
sitting(document, window)
keepWords(document, window)
