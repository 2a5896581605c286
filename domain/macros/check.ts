import { block, type Finding } from '../kernel/finding.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import { type FieldSpecs, hasLink } from '../templates/fields.ts'
import type { Template } from '../templates/template.ts'
import type { FormField } from '../ticket-kinds/form.ts'
import type { TicketKind } from '../ticket-kinds/kind.ts'
import type { Macro, MacroAction } from './macro.ts'
import { ticketFields } from './merge-fields.ts'

/** What a macro may name. */
export type KnownToMacros = {
  readonly lists: CodedLists
  readonly kinds: readonly TicketKind[]
  /** The templates that it names, those that there are. */
  readonly templates: readonly Template[]
}

/** The type of merge field in which the answer to a field of a form can be written. */
const mergeTypes: Readonly<Record<FormField['type'], FieldSpecs[string]['type']>> = {
  line: 'text',
  text: 'text',
  number: 'number',
  date: 'date',
  money: 'money',
  yes_no: 'text',
  choice: 'text',
  place: 'text',
  references: 'text',
}

const typeOf = (field: string, kinds: readonly TicketKind[]): string | undefined => {
  const own: Readonly<Record<string, string>> = ticketFields
  if (Object.hasOwn(own, field)) return own[field]
  const asked = kinds.flatMap(({ form }) => form).find(({ key }) => key === field)
  return asked && mergeTypes[asked.type]
}

/** "A reply is for the customer's sake, says nothing that the ticket cannot fill in, and opens nothing without a login." */
const templateFindings = (code: string, at: string, { templates, kinds }: KnownToMacros): readonly Finding[] => {
  const template = templates.find((one) => one.code === code)
  if (!template) return [block('macro.template_unknown', at)]
  const { category, fields, words } = template
  const isMute = !Object.values(words).some((inLanguage) => inLanguage?.email)
  const strange = Object.entries(fields).some(([field, { type }]) => typeOf(field, kinds) !== type)
  return [
    ...(category === 'transactional' && !hasLink(fields) && !isMute ? [] : [block('macro.template_unfit', at)]),
    ...(strange ? [block('macro.field_unknown', at)] : []),
  ]
}

const actionFindings = (action: MacroAction, at: string, known: KnownToMacros): readonly Finding[] => {
  switch (action.do) {
    case 'reply':
      return templateFindings(action.template, `${at}/template`, known)
    case 'hand_over':
      return listed(known.lists, 'team', action.team, `${at}/team`)
    case 'tag':
      return action.add.length + action.remove.length === 0
        ? [block('macro.action_idle', at)]
        : action.add.flatMap((tag, i) => listed(known.lists, 'tag', tag, `${at}/add/${i}`))
    case 'resolve': {
      const isCause = known.kinds.some(({ causes }) => causes.some(({ code }) => code === action.cause))
      return isCause ? [] : [block('macro.cause_unknown', `${at}/cause`)]
    }
    case 'note':
    case 'assign':
    case 'prioritize':
    case 'move':
      return []
  }
}

/** "Twice the same in one macro is a mistake, and behind the resolution nothing is left to do but to say it." */
const orderFindings = ({ actions }: Macro): readonly Finding[] =>
  actions.flatMap((action, i) => {
    const before = actions.slice(0, i)
    const isTwice = before.some((one) => one.do === action.do)
    const isOver = before.some((one) => one.do === 'resolve') && action.do !== 'note'
    return isTwice ? [block('macro.action_twice', `/actions/${i}`)] : isOver ? [block('macro.after_resolved', `/actions/${i}`)] : []
  })

/** Why a macro cannot be. */
export const macroFindings = (macro: Macro, known: KnownToMacros): readonly Finding[] => [
  ...macro.kinds.flatMap((code, i) => (known.kinds.some((kind) => kind.code === code) ? [] : [block('macro.kind_unknown', `/kinds/${i}`)])),
  ...macro.actions.flatMap((action, i) => actionFindings(action, `/actions/${i}`, known)),
  ...orderFindings(macro),
]
