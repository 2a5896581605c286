import * as z from 'zod'
import type { DoorCommand } from '../../domain/doors/decide.ts'
import { doors } from '../../domain/doors/decide.ts'
import { closedDoor, Door, DoorKind, DoorPatch } from '../../domain/doors/door.ts'
import type { DoorStore } from '../../domain/doors/ports.ts'
import { DoorId } from '../../domain/kernel/ids.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { line } from '../../domain/kernel/text.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

const Secrets = z.record(z.string(), z.string().meta({ class: 'secret' }))

export type DoorPorts = {
  readonly doors: DoorStore
  /** The secrets of an edition of a door, by what they are called where they are entered. */
  readonly secrets: (kind: DoorKind, edition: number) => Promise<Readonly<Record<string, string>>>
}

/** A door as the API shows it. `path` is where the machines of others find it, on this very host. */
const DoorAnswer = Door.partial({ changedAt: true, changedBy: true }).extend({ path: z.string(), version: z.int() })
type DoorAnswer = z.infer<typeof DoorAnswer>
const DoorSecrets = z.strictObject({ kind: DoorKind, path: z.string(), edition: z.int(), secrets: Secrets })

const pathOf = (kind: DoorKind): string => `/doors/${kind}`
const doorId = (kind: DoorKind): DoorId => DoorId.parse(derivedId('door', kind))

const kindIn = (request: Asked) => DoorKind.safeParse(idIn(request, 'door')).data

const outOfReach = ({ context }: Asked): Refused | undefined =>
  context.actor.reach.kind === 'all' ? undefined : { code: 'access.out_of_scope' }

const shown = async ({ doors: store }: DoorPorts, kind: DoorKind): Promise<DoorAnswer> => {
  const { state, version } = (await store.load(doorId(kind))) ?? { state: undefined, version: 0 }
  return { ...(state ?? { ...closedDoor, id: doorId(kind), kind }), path: pathOf(kind), version }
}

type Changing = { readonly commandFor: (kind: DoorKind) => DoorCommand; readonly request: Asked }

const change = async (
  { doors: store }: DoorPorts,
  { commandFor, request }: Changing,
): Promise<Result<{ readonly state: Door; readonly version: number }, Refused>> => {
  const refused = outOfReach(request)
  if (refused) return refuse(refused)
  const kind = kindIn(request)
  if (!kind) return refuse({ code: 'door.not_found' })
  const { context, ifMatch } = request
  const done = await execute(doors, store, { id: doorId(kind), command: commandFor(kind), context, ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok({ state, version }) : refuse({ code: 'door.not_found' })
}

const answered = async (ports: DoorPorts, changing: Changing): Promise<Result<DoorAnswer, Refused>> => {
  const done = await change(ports, changing)
  return done.ok ? ok({ ...done.value.state, path: pathOf(done.value.state.kind), version: done.value.version }) : done
}

const onExisting = ['access.out_of_scope', 'door.not_found', 'version.conflict', 'version.contended'] as const

export const doorRoutes: Routes<DoorPorts> = {
  'GET /v1/doors': route({
    summary: 'See the doors by which call centres and WeChat reach the desk, and where they are',
    permission: 'desk:manage',
    query: noQuery,
    body: noBody,
    answer: pageOf(DoorAnswer),
    status: 200,
    refusals: ['access.out_of_scope'],
    run: async (ports: DoorPorts, request) => {
      const refused = outOfReach(request)
      if (refused) return refuse(refused)
      return ok({ items: await Promise.all(DoorKind.options.map((kind) => shown(ports, kind))), next: null })
    },
  }),

  'PATCH /v1/doors/{door}': route({
    summary: 'Open or close a door, and say which account at WeChat it is for',
    permission: 'desk:manage',
    query: noQuery,
    body: DoorPatch,
    answer: DoorAnswer,
    status: 200,
    example: { isOpen: true, appId: 'wx2c2769f8efd9abc2' },
    refusals: [...onExisting, 'request.invalid'],
    run: (ports: DoorPorts, request) =>
      answered(ports, { request, commandFor: (kind) => ({ type: 'set', id: doorId(kind), kind, patch: request.body }) }),
  }),

  'POST /v1/doors/{door}/renew-secrets': route({
    summary: 'Give a door new secrets; the former ones count for another day',
    permission: 'desk:manage',
    query: noQuery,
    body: noBody,
    answer: DoorAnswer,
    status: 200,
    refusals: [...onExisting],
    run: (ports: DoorPorts, request) => answered(ports, { request, commandFor: () => ({ type: 'renew secrets' }) }),
  }),

  'POST /v1/doors/{door}/reveal': route({
    summary: 'Read the secrets of a door, to enter them at the other end, for a purpose that is recorded',
    permission: 'desk:manage',
    query: noQuery,
    body: z.strictObject({ purpose: line(200) }),
    answer: DoorSecrets,
    status: 200,
    example: { purpose: 'Entering the token and the key at the WeChat official account' },
    refusals: [...onExisting, 'request.invalid', 'access.class_denied'],
    unrepeatable: true,
    run: async (ports: DoorPorts, request) => {
      const { purpose } = request.body
      const done = await change(ports, { request, commandFor: () => ({ type: 'reveal', purpose, classes: ['secret'] }) })
      if (!done.ok) return done
      const { kind, edition } = done.value.state
      return ok({ kind, path: pathOf(kind), edition, secrets: await ports.secrets(kind, edition) })
    },
  }),
}
