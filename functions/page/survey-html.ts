import type { Language } from '../../domain/kernel/language.ts'
import { type Answers, longestText } from '../../domain/questionnaires/answers.ts'
import { leadQuestion, type Question, type Questionnaire, scales } from '../../domain/questionnaires/questionnaire.ts'
import { frame } from './frame.ts'
import { type Html, html } from './html.ts'
import { style } from './survey-style.ts'
import { type NoticeName, notices, words } from './survey-words.ts'

/** What somebody typed or chose, by the key of the question, as it came: shown again where it could not be taken. */
export type Typed = Readonly<Record<string, string>>

export type FormView = {
  readonly language: Language
  readonly questionnaire: Questionnaire
  readonly typed: Typed
  /** The score that was clicked in the mail, waiting to be confirmed. */
  readonly clicked: number | undefined
  /** By the key of the question, or by the empty word for what belongs to none: the code of what is wrong. */
  readonly faults: Readonly<Record<string, string>>
}

const page = (language: Language, { title, query, body }: { title: string; query: string; body: Html }): string =>
  frame(language, { title, query, body, languagesLabel: words[language].languages, style })

const fieldOf = (key: string): string => `q-${key}`

const wrong = ({ faults, language }: FormView, key: string): Html | undefined => {
  const code = faults[key]
  const { fault, otherFault } = words[language]
  return code === undefined ? undefined : html`<p class="wrong" id="${fieldOf(key)}-wrong">${fault[code] ?? otherFault}</p>`
}

const mark = ({ language }: FormView, { required }: Question): Html =>
  html` <span class="note">(${required ? words[language].required : words[language].optional})</span>`

/** Ids of what says more about a field: a screen reader reads them with it. */
const described = ({ faults }: FormView, key: string): string =>
  `${fieldOf(key)}-hint${faults[key] === undefined ? '' : ` ${fieldOf(key)}-wrong`}`

/** How a scale breaks where it does not fit in one row. */
const rowed = { csat: 'five', dimension: 'five', effort: 'seven', nps: 'eleven' } as const

const score = (view: FormView, question: Exclude<Question, { kind: 'text' }>): Html => {
  const { language, typed } = view
  const { key, kind, label, required } = question
  const [lowest, highest] = scales[kind]
  const [low, high] = words[language].ends[kind]
  const steps = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i)
  const choices = steps.map(
    (step, i) =>
      html`<label><input type="radio" name="a.${key}" value="${step}"${i === 0 && html` id="${fieldOf(key)}"`}${required && html` required`}${typed[key] === String(step) && html` checked`} aria-label="${words[language].scoreOf(step, highest)}"><span aria-hidden="true">${step}</span></label>`,
  )
  return html`<fieldset aria-describedby="${described(view, key)}">
<legend>${label[language]}${mark(view, question)}</legend>
${wrong(view, key)}
<div class="scale ${rowed[kind]}">${choices}</div>
<p class="note ends" id="${fieldOf(key)}-hint"><span>${lowest} = ${low}</span><span>${highest} = ${high}</span></p>
</fieldset>`
}

const freeText = (view: FormView, question: Extract<Question, { kind: 'text' }>): Html => {
  const { language, typed, faults } = view
  const { key, label, required } = question
  const id = fieldOf(key)
  return html`<fieldset>
<label class="ask" for="${id}">${label[language]}${mark(view, question)}</label>
${wrong(view, key)}
<textarea id="${id}" name="a.${key}" maxlength="${longestText}" rows="4" aria-describedby="${described(view, key)}"${faults[key] !== undefined && html` aria-invalid="true"`}${required && html` required`}>
${typed[key]}</textarea>
<p class="note" id="${id}-hint">${words[language].textHint(longestText)}</p>
</fieldset>`
}

/** The button that confirms the score from the mail by one press, beside the question that it answers. */
const oneClick = ({ language, clicked }: FormView): Html | undefined =>
  clicked === undefined
    ? undefined
    : html`<p class="one"><button type="submit" autofocus>${words[language].submitScore(clicked)}</button></p>
<p class="note">${words[language].more}</p>`

const summary = ({ language, faults, questionnaire }: FormView): Html | undefined => {
  const { fault, otherFault, faults: heading } = words[language]
  const found = Object.entries(faults)
  if (found.length === 0) return undefined
  const lines = found.map(([key, code]) => {
    const asked = questionnaire.questions.find((question) => question.key === key)
    const said = fault[code] ?? otherFault
    return asked ? html`<li><a href="#${fieldOf(key)}">${asked.label[language]}</a> ${said}</li>` : html`<li>${said}</li>`
  })
  return html`<div class="faults" role="alert" tabindex="-1" autofocus><p>${heading}</p><ul>${lines}</ul></div>`
}

/** The questionnaire as a form. It works with nothing but HTML. */
export const formPage = (view: FormView): string => {
  const { language, questionnaire, clicked } = view
  const { title, intro, questions } = questionnaire
  const lead = leadQuestion(questionnaire)
  const asked = questions.map((question) => {
    const field = question.kind === 'text' ? freeText(view, question) : score(view, question)
    return question === lead ? html`${field}${oneClick(view)}` : field
  })
  const body = html`<h1>${title[language]}</h1>
${intro && html`<p>${intro[language]}</p>`}
${summary(view)}
<form method="post" action="?lang=${language}">
${clicked !== undefined && html`<input type="hidden" name="from" value="mail">`}
${asked}
<p class="send"><button type="submit">${words[language].submit}</button></p>
<p class="note">${words[language].privacy}</p>
</form>`
  return page(language, { title: title[language], query: clicked === undefined ? '' : `&score=${clicked}`, body })
}

/** Thanks, with the way to change what was answered as long as there is one. */
export const thanksPage = (language: Language, changeable: boolean): string => {
  const { thanks, thanksText, change, changeUntil } = words[language]
  const again = changeable && html`<p>${changeUntil} <a href="?lang=${language}&amp;change=1">${change}</a></p>`
  return page(language, { title: thanks, query: '', body: html`<h1>${thanks}</h1><p>${thanksText}</p>${again}` })
}

export const noticePage = (language: Language, name: NoticeName): string => {
  const { title, text } = notices[name][language]
  return page(language, { title, query: '', body: html`<h1>${title}</h1><p>${text}</p>` })
}

/** Answers as they are shown in a form again. */
export const typedFrom = (answers: Answers): Typed =>
  Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, String(value)]))
