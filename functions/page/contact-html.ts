import { FileType } from '../../domain/attachments/file-type.ts'
import type { Language } from '../../domain/kernel/language.ts'
import { type Field, fields, type NoticeName, notices, subjects, words } from './contact-words.ts'
import { frame, headersFor } from './frame.ts'
import { type Html, html } from './html.ts'
import { style as shared } from './survey-style.ts'

/** The field that no person sees and machines like to fill in is out of sight, not hidden, and out of the order of the keys. */
const style = `${shared}
.field{margin:1.25rem 0 0}
.field input:not([type=checkbox]),select{display:block;width:100%;min-height:2.75rem;margin:.375rem 0 .25rem;padding:.5rem .625rem;font:inherit;color:inherit;border:1px solid #66758a;border-radius:.5rem;background:#fff}
textarea{min-height:10rem}
.tick{display:flex;align-items:flex-start;gap:.75rem;min-height:2.75rem}
.tick input{flex:none;width:1.5rem;height:1.5rem;margin:.125rem 0 0;accent-color:#0b4a8f}
input:focus-visible,select:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.away{position:absolute;left:-99999px;width:1px;height:1px;overflow:hidden}
`

export const securityHeaders = headersFor(style)

/** What somebody typed, by the name of its field: shown again where it could not be taken. */
export type Typed = ReadonlyMap<string, string>

export type ContactView = {
  readonly language: Language
  readonly typed: Typed
  /** Names this showing of the form: sent twice, it counts once. */
  readonly token: string
  /** By field, or by the empty word for what belongs to none: the code of what is wrong. */
  readonly faults: Readonly<Record<string, string>>
}

const mostOf = { name: 200, email: 320, phone: 40, reference: 100, message: 5000 } as const
const required: readonly Field[] = ['message', 'consent']

const said = ({ language }: ContactView, code: string): string => words[language].fault[code] ?? words[language].otherFault

const wrong = (view: ContactView, field: Field): Html | undefined => {
  const code = view.faults[field]
  return code === undefined ? undefined : html`<p class="wrong" id="${field}-wrong">${said(view, code)}</p>`
}

const hint = ({ language }: ContactView, field: Field): Html | undefined => {
  const text = words[language].hints[field]
  return text === undefined ? undefined : html`<p class="note" id="${field}-hint">${text}</p>`
}

/** What a screen reader reads with a field, and whether it must be filled in. */
const about = ({ language, faults }: ContactView, field: Field): Html => {
  const ids = [...(words[language].hints[field] ? [`${field}-hint`] : []), ...(faults[field] ? [`${field}-wrong`] : [])]
  return html`${ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`}${faults[field] !== undefined && html` aria-invalid="true"`}${required.includes(field) && html` required`}`
}

const label = ({ language }: ContactView, field: Field): Html => {
  const { labels, required: must, optional } = words[language]
  return html`<label class="ask" for="${field}">${labels[field]} <span class="note">(${required.includes(field) ? must : optional})</span></label>`
}

const whole = (view: ContactView, field: Field, control: Html): Html => html`<div class="field">
${label(view, field)}
${wrong(view, field)}
${control}
${hint(view, field)}
</div>`

type Line = { readonly field: 'name' | 'email' | 'phone' | 'reference'; readonly type: string; readonly complete: string }

const line = (view: ContactView, { field, type, complete }: Line): Html =>
  whole(
    view,
    field,
    html`<input id="${field}" name="${field}" type="${type}" value="${view.typed.get(field)}" maxlength="${mostOf[field]}" autocomplete="${complete}"${about(view, field)}>`,
  )

const kind = (view: ContactView): Html => {
  const { kinds, noKind } = words[view.language]
  const chosen = view.typed.get('kind')
  const options = subjects.map((code) => html`<option value="${code}"${chosen === code && html` selected`}>${kinds[code]}</option>`)
  return whole(view, 'kind', html`<select id="kind" name="kind"><option value="">${noKind}</option>${options}</select>`)
}

const message = (view: ContactView): Html =>
  whole(
    view,
    'message',
    html`<textarea id="message" name="message" rows="8" maxlength="${mostOf.message}"${about(view, 'message')}>
${view.typed.get('message')}</textarea>`,
  )

const files = (view: ContactView): Html =>
  whole(
    view,
    'files',
    html`<input id="files" name="files" type="file" multiple accept="${FileType.options.join(',')}"${about(view, 'files')}>`,
  )

const consent = (view: ContactView): Html => html`<div class="field">
${wrong(view, 'consent')}
<label class="tick"><input id="consent" name="consent" type="checkbox" value="yes"${view.typed.has('consent') && html` checked`}${about(view, 'consent')}><span>${words[view.language].consent}</span></label>
</div>`

const summary = (view: ContactView): Html | undefined => {
  const found = Object.entries(view.faults)
  if (found.length === 0) return undefined
  const { labels, faults } = words[view.language]
  const lines = found.map(([name, code]) => {
    const field = fields.find((one) => one === name)
    return field ? html`<li><a href="#${field}">${labels[field]}</a> ${said(view, code)}</li>` : html`<li>${said(view, code)}</li>`
  })
  return html`<div class="faults" role="alert" tabindex="-1" autofocus><p>${faults}</p><ul>${lines}</ul></div>`
}

const page = (language: Language, title: string, body: Html): string =>
  frame(language, { title, query: '', body, languagesLabel: words[language].languages, style })

/** The form by which anybody writes to the desk. It works with nothing but HTML. */
export const contactPage = (view: ContactView): string => {
  const { language, token } = view
  const { title, intro, submit, leaveEmpty } = words[language]
  const body = html`<h1>${title}</h1>
<p>${intro}</p>
${summary(view)}
<form method="post" action="?lang=${language}" enctype="multipart/form-data">
<input type="hidden" name="token" value="${token}">
<div class="away" aria-hidden="true"><label>${leaveEmpty} <input name="website" type="text" tabindex="-1" autocomplete="off"></label></div>
${line(view, { field: 'name', type: 'text', complete: 'name' })}
${line(view, { field: 'email', type: 'email', complete: 'email' })}
${line(view, { field: 'phone', type: 'tel', complete: 'tel' })}
${kind(view)}
${line(view, { field: 'reference', type: 'text', complete: 'off' })}
${message(view)}
${files(view)}
${consent(view)}
<p class="send"><button type="submit">${submit}</button></p>
</form>`
  return page(language, title, body)
}

export const noticePage = (language: Language, name: NoticeName): string => {
  const [title, text] = notices[name][language]
  return page(language, title, html`<h1>${title}</h1><p>${text}</p>`)
}
