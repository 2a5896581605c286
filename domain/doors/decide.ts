import { isDeepStrictEqual } from 'node:util'
import type { FieldClass } from '../kernel/care/field-class.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { DoorId, UserId } from '../kernel/ids.ts'
import { later } from '../kernel/later.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type ClassDenied, revealed } from '../kernel/reveal.ts'
import { closedDoor, type Door, type DoorKind, type DoorPatch, overlap } from './door.ts'
import { type DoorEvent, evolve } from './events.ts'

export type DoorCommand =
  | { readonly type: 'set'; readonly id: string; readonly kind: DoorKind; readonly patch: DoorPatch }
  | { readonly type: 'renew secrets' }
  | { readonly type: 'reveal'; readonly purpose: string; readonly classes: readonly FieldClass[] }

export type DoorRefusal =
  | { readonly code: 'door.not_found' | 'access.out_of_scope' }
  | { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }
  | ClassDenied

type State = Door | undefined
type Decision = Result<readonly DoorEvent[], DoorRefusal>

/** "An account at WeChat is known by its app id; the telephone has none, and always proves who calls." */
const faultsIn = ({ kind, isOpen, appId, plaintext }: Omit<Door, 'changedAt' | 'changedBy'>): readonly Finding[] => {
  if (kind === 'wechat') return isOpen && appId === undefined ? [block('door.app_id_missing', '/appId')] : []
  return [
    ...(appId === undefined ? [] : [block('door.wechat_alone', '/appId')]),
    ...(plaintext ? [block('door.wechat_alone', '/plaintext')] : []),
  ]
}

/** The door as it is to be: what is not named stays. */
const patched = (state: State, { id, kind, patch }: Extract<DoorCommand, { type: 'set' }>): Omit<Door, 'changedAt' | 'changedBy'> => {
  const {
    changedAt: _at,
    changedBy: _by,
    appId: known,
    ...door
  } = state ?? { ...closedDoor, changedAt: undefined, changedBy: undefined, appId: undefined }
  const appId = patch.appId === undefined ? known : (patch.appId ?? undefined)
  return {
    ...door,
    id: DoorId.parse(id),
    kind,
    isOpen: patch.isOpen ?? door.isOpen,
    plaintext: patch.plaintext ?? door.plaintext,
    ...(appId !== undefined && { appId }),
  }
}

const set = (state: State, command: Extract<DoorCommand, { type: 'set' }>, { now, actor }: Context): Decision => {
  const door = patched(state, command)
  const findings = faultsIn(door)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const isSame = state !== undefined && isDeepStrictEqual({ ...door, changedAt: state.changedAt, changedBy: state.changedBy }, state)
  return ok(isSame ? [] : [{ type: 'door.set', door: { ...door, changedAt: now, changedBy: UserId.parse(actor.id) } }])
}

const decide = (state: State, command: DoorCommand, context: Context): Decision => {
  // Every customer comes through a door, so whoever sees to one reaches every customer.
  if (context.actor.reach.kind !== 'all') return refuse({ code: 'access.out_of_scope' })
  if (command.type === 'set') return set(state, command, context)
  if (!state) return refuse({ code: 'door.not_found' })
  const done = { at: context.now, by: UserId.parse(context.actor.id) }
  if (command.type === 'renew secrets')
    return ok([{ type: 'door.secrets_renewed', edition: state.edition + 1, formerUntil: later(context.now, overlap), ...done }])
  const allowed = revealed(command, context.actor)
  return allowed.ok ? ok([{ type: 'door.revealed', ...allowed.value, ...done }]) : allowed
}

/** The rule book of the doors that machines come through. */
export const doors: Decider<State, DoorCommand, DoorEvent, DoorRefusal> = { initial: undefined, decide, evolve }
