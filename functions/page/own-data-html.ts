import { type Confirmable, confirmable } from '../../domain/kernel/confirmation.ts'
import { dayOf } from '../../domain/kernel/day.ts'
import { type Language, languages } from '../../domain/kernel/language.ts'
import type { CodedList } from '../../domain/lists/list.ts'
import { frame, headersFor } from './frame.ts'
import { type Html, html } from './html.ts'
import type { Self, Typed } from './own-data-form.ts'
import { type NoticeName, notices, words } from './own-data-words.ts'
import { style as shared } from './survey-style.ts'

const style = `${shared}
.field input:not([type=checkbox]),select{display:block;width:100%;min-height:2.75rem;margin:.375rem 0;padding:.5rem .625rem;font:inherit;color:inherit;border:1px solid #66758a;border-radius:.5rem;background:#fff}
.tick{display:flex;align-items:center;gap:.625rem;min-height:2.75rem}
.tick input{width:1.5rem;height:1.5rem;margin:0;accent-color:#0b4a8f}
input:focus-visible,select:focus-visible{outline:3px solid #b35900;outline-offset:2px}
`

export const securityHeaders = headersFor(style)

export type OwnDataView = {
  readonly language: Language
  readonly self: Self
  /** That of the data which are shown: it comes back with the answer. */
  readonly version: number
  readonly genders: CodedList
  readonly typed: Typed
  /** By member, or by the empty word for what belongs to none: the code of what is wrong. */
  readonly faults: Readonly<Record<string, string>>
}

const named: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' }

type Field = { readonly id: string; readonly type: string; readonly label: string; readonly complete?: string }

const input = ({ typed, faults }: OwnDataView, { id, type, label, complete }: Field, member: Confirmable): Html =>
  html`<input id="${id}" name="${id}" type="${type}" value="${typed.get(id)}" aria-label="${label}" maxlength="320"${complete && html` autocomplete="${complete}"`}${faults[member] !== undefined && html` aria-invalid="true" aria-describedby="${member}-wrong"`}>`

const choice = (
  { typed, language }: OwnDataView,
  member: Confirmable,
  options: readonly (readonly [code: string, label: string])[],
): Html => {
  const all = [['', words[language].none] as const, ...options]
  const chosen = typed.get(member)
  const items = all.map(([code, label]) => html`<option value="${code}"${chosen === code && html` selected`}>${label}</option>`)
  return html`<select id="${member}" name="${member}" aria-label="${words[language].members[member]}">${items}</select>`
}

/** One field for each number or address, and an empty one for another. */
const several = (view: OwnDataView, member: 'phones' | 'emails', type: 'tel' | 'email'): readonly Html[] => {
  const { self, language } = view
  const label = words[language].members[member]
  const own = self[member].map((_, i) => input(view, { id: `${member}.${i}`, type, label: `${label} ${i + 1}`, complete: type }, member))
  return [
    ...own,
    html`<label class="note" for="${member}.new">${words[language].another[member]}</label>`,
    input(view, { id: `${member}.new`, type, label: words[language].another[member] }, member),
  ]
}

const fieldsOf = (view: OwnDataView, member: Confirmable): readonly Html[] => {
  const { language, genders } = view
  const label = words[language].members[member]
  switch (member) {
    case 'name':
      return [input(view, { id: member, type: 'text', label, complete: 'name' }, member)]
    case 'birthDate':
      return [input(view, { id: member, type: 'date', label, complete: 'bday' }, member)]
    case 'phones':
      return several(view, member, 'tel')
    case 'emails':
      return several(view, member, 'email')
    case 'gender': {
      const current = view.self.gender
      const shown = genders.values.filter(({ code, active }) => active || code === current)
      return [
        choice(
          view,
          member,
          shown.map(({ code, labels }) => [code, labels[language] ?? code]),
        ),
      ]
    }
    case 'language':
      return [
        choice(
          view,
          member,
          languages.map((one) => [one, named[one]]),
        ),
      ]
    case 'channel':
      return [choice(view, member, Object.entries(words[language].channels))]
  }
}

const block = (view: OwnDataView, member: Confirmable): Html => {
  const { language, faults, typed, self } = view
  const { members, right, hint, fault, otherFault, confirmedOn } = words[language]
  const code = faults[member]
  const confirmed = self.confirmations?.[member]
  return html`<fieldset class="field" id="${member}-block">
<legend>${members[member]}</legend>
${code !== undefined && html`<p class="wrong" id="${member}-wrong">${fault[code] ?? otherFault}</p>`}
${fieldsOf(view, member)}
${hint[member] && html`<p class="note">${hint[member]}</p>`}
${confirmed && html`<p class="note">${confirmedOn(dayOf(confirmed.confirmedAt))}</p>`}
<label class="tick"><input type="checkbox" name="right.${member}" value="1"${typed.has(`right.${member}`) && html` checked`}> <span>${right}<span class="note"> · ${members[member]}</span></span></label>
</fieldset>`
}

const summary = ({ language, faults }: OwnDataView): Html | undefined => {
  const { members, fault, otherFault, faults: heading } = words[language]
  const found = Object.entries(faults)
  if (found.length === 0) return undefined
  const lines = found.map(([member, code]) => {
    const known = confirmable.find((one) => one === member)
    const said = fault[code] ?? otherFault
    return known ? html`<li><a href="#${known}-block">${members[known]}</a> ${said}</li>` : html`<li>${said}</li>`
  })
  return html`<div class="faults" role="alert" tabindex="-1" autofocus><p>${heading}</p><ul>${lines}</ul></div>`
}

const page = (language: Language, title: string, body: Html): string =>
  frame(language, { title, query: '', body, languagesLabel: words[language].languages, style })

/** Somebody's own data as a form. It works with nothing but HTML. */
export const ownDataPage = (view: OwnDataView): string => {
  const { language } = view
  const { title, intro, submit, privacy } = words[language]
  const body = html`<h1>${title}</h1>
<p>${intro}</p>
${summary(view)}
<form method="post" action="?lang=${language}" novalidate>
<input type="hidden" name="version" value="${String(view.version)}">
${confirmable.map((member) => block(view, member))}
<p class="send"><button type="submit">${submit}</button></p>
<p class="note">${privacy}</p>
</form>`
  return page(language, title, body)
}

export const noticePage = (language: Language, name: NoticeName): string => {
  const [title, text] = notices[name][language]
  return page(language, title, html`<h1>${title}</h1><p>${text}</p>`)
}
