import * as z from 'zod'
import { masked } from '../../domain/kernel/care/marks.ts'
import { Email } from '../../domain/kernel/email.ts'
import { UserId } from '../../domain/kernel/ids.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { type StaffCommand, staff } from '../../domain/staff/decide.ts'
import type { StaffStore } from '../../domain/staff/ports.ts'
import { firmSettings, type StaffMember, StaffPatch, StaffSettings } from '../../domain/staff/staff-member.ts'
import { Loudness, loudnessOf, NoticeType, noticeTypes } from '../../domain/staff/switches.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { isCode } from '../runtime/email-code.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import type { Asked } from './asked.ts'
import { masksOnly } from './masks-only.ts'

export type MePorts = {
  readonly staff: StaffStore
  /** The code that was mailed for the latest naming of somebody's address. */
  readonly codeFor: (naming: { readonly id: string; readonly namedAt: Instant }) => Promise<string>
}

const NoticeAddress = z.strictObject({ address: Email, confirmed: z.boolean() })
const Me = z.strictObject({
  user: UserId,
  roles: z.array(z.string()).readonly(),
  settings: StaffSettings,
  /** How loudly they are told of each thing, whoever decided it. */
  loudness: z.partialRecord(NoticeType, Loudness),
  email: NoticeAddress.optional(),
  version: z.int(),
})
const MeAnswer = masked(Me)
type MeAnswer = z.infer<typeof MeAnswer>

const meIn = ({ context }: Asked): string => derivedId('staff', context.actor.id)

const answerOf = (found: Loaded<StaffMember | undefined> | undefined, { context: { actor } }: Asked): MeAnswer => {
  const { settings = firmSettings, email } = found?.state ?? {}
  return {
    user: actor.id,
    roles: actor.roles,
    settings,
    loudness: Object.fromEntries(noticeTypes.map((type) => [type, loudnessOf(settings.switches, type)])),
    ...(email && { email: { address: email.address, confirmed: email.confirmedAt !== undefined } }),
    version: found?.version ?? 0,
  }
}

const change = async (
  { staff: store }: MePorts,
  command: StaffCommand,
  request: Asked,
): Promise<Result<Loaded<StaffMember | undefined>, Refused>> =>
  execute(staff, store, { id: command.id, command, context: request.context, ifMatch: request.ifMatch })

/** Changes it and answers with it, the address masked: an answer to a POST may be kept. */
const changed = async (ports: MePorts, command: StaffCommand, request: Asked): Promise<Result<MeAnswer, Refused>> => {
  const done = await change(ports, command, request)
  if (!done.ok) return done
  return ok(answerOf(await ports.staff.read(command.id, masksOnly), request))
}

/** A code of eight digits, as it was mailed. */
const Code = z.strictObject({ code: z.string().regex(/^\d{8}$/) })

const confirm = async (ports: MePorts, code: string, request: Asked): Promise<Result<MeAnswer, Refused>> => {
  const id = meIn(request)
  const email = (await ports.staff.read(id, masksOnly))?.state.email
  const matches = email !== undefined && isCode(code, await ports.codeFor({ id, namedAt: email.namedAt }))
  const done = await change(ports, { id, type: 'confirm email', namedAt: email?.namedAt, matches }, request)
  if (!done.ok) return done
  // A wrong code is counted, so it is an event, and no refusal of the decision.
  if (done.value.state?.email?.confirmedAt === undefined) return refuse({ code: 'staff.code_wrong' })
  return ok(answerOf(await ports.staff.read(id, masksOnly), request))
}

const onChange = ['request.invalid', 'version.conflict', 'version.contended', 'sealed.unreadable'] as const

export const meRoutes: Routes<MePorts> = {
  'GET /v1/me': route({
    summary: 'Who you are, and what you have settled for yourself',
    permission: 'me:read',
    query: noQuery,
    body: noBody,
    answer: MeAnswer,
    status: 200,
    refusals: ['sealed.unreadable'],
    // One's own address is nobody else's business, and not hidden from oneself.
    run: async (ports: MePorts, request) => ok(answerOf(await ports.staff.read(meIn(request), ['personal']), request)),
  }),

  'PATCH /v1/me': route({
    summary: 'Settle your language, zone, working hours, digest, and how loudly you are told of what',
    permission: 'me:manage',
    query: noQuery,
    body: StaffPatch,
    answer: MeAnswer,
    status: 200,
    example: {
      language: 'en',
      zone: 'Europe/Berlin',
      workingHours: { mon: ['08:30-12:00', '13:00-17:00'], tue: ['08:30-12:30'] },
      digest: { on: true, at: '08:30' },
      switches: { mention: 'mail', reminder_due: 'off' },
    },
    refusals: onChange,
    run: (ports: MePorts, request) => changed(ports, { id: meIn(request), type: 'settle', patch: request.body }, request),
  }),

  'POST /v1/me/email': route({
    summary: 'Name the address that your notices are mailed to; a code is sent there, and nothing else before you have confirmed it',
    permission: 'me:manage',
    query: noQuery,
    body: z.strictObject({ address: Email }),
    answer: MeAnswer,
    status: 200,
    example: { address: 'li.na@shunda.example' },
    refusals: [...onChange, 'staff.too_many_codes'],
    run: (ports: MePorts, request) => changed(ports, { id: meIn(request), type: 'name email', address: request.body.address }, request),
  }),

  'POST /v1/me/email/confirm': route({
    summary: 'Confirm your address with the code that was mailed to it',
    permission: 'me:manage',
    query: noQuery,
    body: Code,
    answer: MeAnswer,
    status: 200,
    example: { code: '04711815' },
    refusals: [...onChange, 'staff.no_email', 'staff.code_expired', 'staff.code_wrong'],
    run: (ports: MePorts, request) => confirm(ports, request.body.code, request),
  }),

  'POST /v1/me/email/drop': route({
    summary: 'Have no more notices mailed to you',
    permission: 'me:manage',
    query: noQuery,
    body: noBody,
    answer: MeAnswer,
    status: 200,
    refusals: onChange,
    run: (ports: MePorts, request) => changed(ports, { id: meIn(request), type: 'drop email' }, request),
  }),
}
