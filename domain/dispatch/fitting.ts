import type { Lane } from '../kernel/lane.ts'
import type { DeskSettings } from './desk.ts'

/** What a ticket asks of whoever takes it. What is not known of it asks for nothing. */
export type Asked = {
  readonly team?: string | undefined
  readonly kind?: string | undefined
  readonly language?: string | undefined
  readonly lane?: Lane | undefined
}

/** `zh-CN` and `zh-Hant` are both Chinese: who writes one can answer the other. */
const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

const lies = (place: string | undefined, within: string | undefined): boolean =>
  within === undefined || (place?.toUpperCase().startsWith(within) ?? false)

const knows = (known: Lane, { from, to }: Lane): boolean => lies(from, known.from) && lies(to, known.to)

/** What must be so for somebody to be given a ticket, each a question that has nothing to do with the others. */
const questions: readonly ((settings: DeskSettings, asked: Asked) => boolean)[] = [
  ({ teams }, { team }) => team === undefined || teams.includes(team),
  ({ skills }, { kind }) => kind === undefined || skills.length === 0 || skills.includes(kind),
  ({ languages }, { language }) =>
    language === undefined || languages.length === 0 || languages.some((tag) => primary(tag) === primary(language)),
  ({ lanes }, { lane }) => lane === undefined || lanes.length === 0 || lanes.some((known) => knows(known, lane)),
]

/** "A ticket goes to somebody of its team who can deal with its kind, in its language, on its lane." */
export const fitting = (asked: Asked, settings: DeskSettings): boolean => questions.every((holds) => holds(settings, asked))
