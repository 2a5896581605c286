import Mustache from 'mustache'
import { block, type Finding } from '../kernel/finding.ts'
import { languages } from '../kernel/language.ts'
import { channels } from './channel.ts'
import { type FieldSpec, ownFields } from './fields.ts'
import type { TemplateDraft, Words } from './template.ts'

/** The names that stand for something at a place of a template: `list` for a section over rows, and what each row has. */
type Scope = ReadonlyMap<string, FieldSpec | undefined>

type Token = ReturnType<typeof Mustache.parse>[number]

const isTokens = (children: unknown): children is Token[] => Array.isArray(children)

/** Why a part of a template cannot be. Plain values, sections and remarks are all there is: nothing comes in unescaped or from elsewhere. */
const tokenFault = ([type, value, , , children]: Token, scope: Scope): string | undefined => {
  if (type === 'text' || type === '!') return undefined
  if (type !== 'name' && type !== '#' && type !== '^') return 'template.form_unknown'
  if (!scope.has(value)) return 'template.field_unknown'
  const field = scope.get(value)
  if (type === 'name') return field?.type === 'list' ? 'template.list_unrolled' : undefined
  const inner = type === '#' && field?.type === 'list' ? new Map([...scope, ...Object.entries(field.of)]) : scope
  return isTokens(children) ? tokensFault(children, inner) : undefined
}

const tokensFault = (tokens: readonly Token[], scope: Scope): string | undefined =>
  tokens.map((token) => tokenFault(token, scope)).find((fault) => fault !== undefined)

const textFault = (text: string, scope: Scope): string | undefined => {
  try {
    return tokensFault(Mustache.parse(text), scope)
  } catch {
    return 'template.malformed'
  }
}

const wechatTexts = (wechat: NonNullable<Words['wechat']>): readonly (readonly [pointer: string, text: string])[] => {
  if ('text' in wechat) return [['wechat/text', wechat.text]]
  const { data, url } = wechat
  return [
    ...Object.entries(data).map(([part, text]) => [`wechat/data/${part}`, text] as const),
    ...(url === undefined ? [] : [['wechat/url', url] as const]),
  ]
}

/** Every text of one language with the pointer to it. */
const textsOf = (words: Words): readonly (readonly [pointer: string, text: string])[] => {
  const { email, sms, wechat } = words
  return [
    ...Object.entries(email ?? {}).map(([part, text]) => [`email/${part}`, text] as const),
    ...(sms ? [['sms/text', sms.text] as const] : []),
    ...(wechat ? wechatTexts(wechat) : []),
  ]
}

const offersWayOut = (text: string): boolean => text.includes('{{unsubscribeLink}}')

/** "Whoever is written to for the firm's sake finds the way out in the mail itself. Only mail has one, so it goes by mail alone." */
const wayOutFindings = (at: string, { email, sms, wechat }: Words): readonly Finding[] => [
  ...(['text', 'html'] as const).flatMap((part) =>
    email && !offersWayOut(email[part]) ? [block('template.no_way_out', `${at}/email/${part}`)] : [],
  ),
  ...(sms ? [block('template.no_way_out', `${at}/sms`)] : []),
  ...(wechat ? [block('template.no_way_out', `${at}/wechat`)] : []),
]

const scopeOf = ({ category, fields }: TemplateDraft): Scope =>
  new Map<string, FieldSpec | undefined>([
    ...ownFields.filter((own) => own !== 'unsubscribeLink' || category !== 'transactional').map((own) => [own, undefined] as const),
    ...Object.entries(fields),
  ])

/** Where a template breaks the rules by which all of them are written. */
export const templateFindings = (draft: TemplateDraft): readonly Finding[] => {
  const scope = scopeOf(draft)
  const written = languages.flatMap((language) => {
    const words = draft.words[language]
    return words ? [{ at: `/words/${language}`, words }] : []
  })
  const wordless = !written.some(({ words }) => channels.some((channel) => words[channel]))
  return [
    ...(wordless ? [block('template.wordless', '/words')] : []),
    ...written.flatMap(({ at, words }) => [
      ...textsOf(words).flatMap(([part, text]) => {
        const fault = textFault(text, scope)
        return fault === undefined ? [] : [block(fault, `${at}/${part}`)]
      }),
      ...(draft.category === 'transactional' ? [] : wayOutFindings(at, words)),
    ]),
  ]
}
