import { isDeepStrictEqual } from 'node:util'
import { Code } from '../kernel/code.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { repeated } from '../kernel/repeated.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import { evolve, type TicketKindEvent } from './events.ts'
import { type TicketKind, TicketKindDraft } from './kind.ts'

export type TicketKindCommand = {
  readonly type: 'write'
  readonly code: string
  readonly draft: TicketKindDraft
  readonly lists: CodedLists
}

export type TicketKindRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = TicketKind | undefined
type Decision = Result<readonly TicketKindEvent[], TicketKindRefusal>

/** "Every field and every cause has a name of its own, and a kind goes to a team that there is." */
const findingsIn = (draft: TicketKindDraft, lists: CodedLists): readonly Finding[] => [
  ...repeated(draft.form.map(({ key }) => key)).map((i) => block('ticket_kind.field_twice', `/form/${i}/key`)),
  ...repeated(draft.causes.map(({ code }) => code)).map((i) => block('ticket_kind.cause_twice', `/causes/${i}/code`)),
  ...listed(lists, 'team', draft.team, '/team'),
]

const write = (state: State, { code, draft, lists }: TicketKindCommand, { now, actor }: Context): Decision => {
  const findings = findingsIn(draft, lists)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  if (state && isDeepStrictEqual(TicketKindDraft.strip().parse(state), draft)) return ok([])
  const kind: TicketKind = { code: Code.parse(code), ...draft, written: { at: now, by: actor.id } }
  return ok([{ type: 'ticket_kind.written', kind }])
}

/** The kinds of ticket of a firm. None is taken away, since tickets that there are must stay readable: one is retired. */
export const ticketKinds: Decider<State, TicketKindCommand, TicketKindEvent, TicketKindRefusal> = {
  initial: undefined,
  decide: write,
  evolve,
}
