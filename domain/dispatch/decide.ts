import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding, judgedChange } from '../kernel/finding.ts'
import { DeskId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import { type Desk, type DeskPatch, DeskSettings } from './desk.ts'
import { type DeskEvent, evolve } from './events.ts'
import { reachesDesk } from './reach.ts'
import { backFrom, nextTurn, onShift } from './shift.ts'

export type DeskCommand =
  | { readonly type: 'settle'; readonly id: string; readonly user: string; readonly patch: DeskPatch; readonly lists: CodedLists }
  /** By whoever sits there: that they are away, or back. */
  | { readonly type: 'leave' | 'return' }
  | { readonly type: 'close' }
  /** The clock came. */
  | { readonly type: 'turn' }

export type DeskRefusal =
  | { readonly code: 'desk.not_found' | 'access.out_of_scope' }
  | { readonly code: 'request.invalid'; readonly issues?: readonly z.core.$ZodIssue[]; readonly findings?: readonly Finding[] }

type State = Desk | undefined
type Decision = Result<readonly DeskEvent[], DeskRefusal>
type Who = Pick<Desk, 'id' | 'user'> & { readonly at: Instant }

const whose = ({ id, user }: Pick<Desk, 'id' | 'user'>, { now }: Context): Who => ({ id, user, at: now })

/** Whether they are on duty now is told together with what makes it so. */
const withDuty = (state: State, events: readonly DeskEvent[], context: Context): readonly DeskEvent[] => {
  const desk = events.reduce(evolve, state)
  if (!desk) return events
  const isOn = onShift(desk, context.now)
  if (isOn === desk.duty.on) return events
  return [...events, { type: isOn ? 'desk.came_on_shift' : 'desk.went_off_shift', ...whose(desk, context) }]
}

const backAt = (settings: DeskSettings, since: Instant): { readonly until?: Instant } => {
  const until = backFrom(settings, since)
  return until === undefined ? {} : { until }
}

/** "Nobody is set to work in a team that there is not, or leads one that they are not in." */
const faultsIn = ({ teams, leads }: DeskSettings, lists: CodedLists): readonly Finding[] => [
  ...teams.flatMap((team, i) => listed(lists, 'team', team, `/teams/${i}`)),
  ...leads.flatMap((team, i) => (teams.includes(team) ? [] : [block('desk.leads_elsewhere', `/leads/${i}`)])),
]

/** A desk that is not there yet is opened by this, and one that was closed is opened again. */
const settle = (state: State, { id, user, patch, lists }: Extract<DeskCommand, { type: 'settle' }>, context: Context): Decision => {
  if (state && !reachesDesk(context.actor, state)) return refuse({ code: 'access.out_of_scope' })
  const parsed = DeskSettings.safeParse(mergePatch(state?.settings ?? {}, patch))
  if (!parsed.success) return refuse({ code: 'request.invalid', issues: parsed.error.issues })
  const settings = parsed.data
  const whom = { id: DeskId.parse(id), user: UserId.parse(user) }
  // Who sees to one team cannot give its people away, nor take those of another.
  if (!reachesDesk(context.actor, { user: whom.user, settings })) return refuse({ code: 'access.out_of_scope' })
  const { blocking } = judgedChange(faultsIn(settings, lists), [...Object.keys(patch), 'leads'])
  if (blocking.length > 0) return refuse({ code: 'request.invalid', findings: blocking })
  if (state && state.closedAt === undefined && isDeepStrictEqual(settings, state.settings)) return ok([])
  const until = state?.away ? backAt(settings, state.away.since) : {}
  return ok(withDuty(state, [{ type: 'desk.changed', ...whose(whom, context), settings, ...until }], context))
}

const leave = (desk: Desk, context: Context): Decision => {
  const isAway = desk.away !== undefined && (desk.away.until === undefined || context.now < desk.away.until)
  if (isAway) return ok([])
  return ok(withDuty(desk, [{ type: 'desk.left', ...whose(desk, context), ...backAt(desk.settings, context.now) }], context))
}

/** When the clock comes it is looked at anew, whatever it was thought to find. */
const turn = (desk: Desk, context: Context): Decision => {
  const turned = withDuty(desk, [], context)
  const due = nextTurn(desk, desk.duty.lookedAt)
  if (turned.length > 0 || due === undefined || due > context.now) return ok(turned)
  return ok([{ type: 'desk.turn_passed', ...whose(desk, context) }])
}

const decide = (state: State, command: DeskCommand, context: Context): Decision => {
  if (command.type === 'settle') return settle(state, command, context)
  if (!state || state.closedAt !== undefined) return command.type === 'turn' ? ok([]) : refuse({ code: 'desk.not_found' })
  switch (command.type) {
    case 'leave':
      return leave(state, context)
    case 'return':
      return ok(state.away ? withDuty(state, [{ type: 'desk.returned', ...whose(state, context) }], context) : [])
    case 'turn':
      return turn(state, context)
    case 'close':
      if (!reachesDesk(context.actor, state)) return refuse({ code: 'access.out_of_scope' })
      return ok(withDuty(state, [{ type: 'desk.closed', ...whose(state, context) }], context))
  }
}

/** "People come on shift and go off it, and are away for a while; a manager says who takes what." */
export const desks: Decider<State, DeskCommand, DeskEvent, DeskRefusal> = { initial: undefined, decide, evolve }
