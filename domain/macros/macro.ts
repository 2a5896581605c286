import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { line, name, paragraph } from '../kernel/text.ts'
import { Priority } from '../priorities/priority.ts'
import { TemplateCode } from '../templates/template.ts'
import { ResolutionDraft } from '../tickets/resolution.ts'

const tags = z.array(Code).max(10).default([])

/** One thing that a macro does to a ticket. */
export const MacroAction = z.discriminatedUnion('do', [
  /** What the customer reads, from a template, in their language. */
  z.strictObject({ do: z.literal('reply'), template: TemplateCode }),
  /** What colleagues read. */
  z.strictObject({ do: z.literal('note'), text: paragraph(4000).meta({ class: 'internal' }) }),
  z.strictObject({ do: z.literal('tag'), add: tags, remove: tags }),
  /** `me` is whoever applies it. */
  z.strictObject({ do: z.literal('assign'), to: z.union([z.literal('me'), UserId]) }),
  /** To the queue of a team, from which somebody of it takes it. */
  z.strictObject({ do: z.literal('hand_over'), team: Code }),
  /** Lowered only with a reason. */
  z.strictObject({ do: z.literal('prioritize'), priority: Priority, why: line(300).optional() }),
  z.strictObject({ do: z.literal('move'), to: z.enum(['open', 'pending_customer', 'pending_carrier', 'on_hold']) }),
  z.strictObject({ do: z.literal('resolve'), ...ResolutionDraft.shape }),
])
export type MacroAction = z.infer<typeof MacroAction>

/** Several actions in one, as data. */
export const Macro = z.strictObject({
  code: Code,
  name: name(100),
  /** Kinds of ticket that it is for; every kind where none is named. */
  kinds: z.array(Code).max(50).default([]),
  /** In this order, all of them or none. */
  actions: z.array(MacroAction).min(1).max(10),
  /** Nobody applies it any more. */
  retired: z.boolean().default(false),
})
export type Macro = z.infer<typeof Macro>
