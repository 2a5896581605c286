import * as z from 'zod'
import type { Actor } from '../../domain/kernel/actor.ts'
import type { Vault } from '../../domain/kernel/care/vault.ts'
import { block } from '../../domain/kernel/finding.ts'
import { ContactId, CustomerId } from '../../domain/kernel/ids.ts'
import { claimOf, GivenAddress } from '../../domain/kernel/reachability.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Claim } from '../../domain/kernel/store.ts'
import { line } from '../../domain/kernel/text.ts'
import type { Recipient } from '../../domain/messages/message.ts'
import { type SuppressionCommand, suppressions } from '../../domain/suppressions/decide.ts'
import type { SuppressionStore } from '../../domain/suppressions/ports.ts'
import { Scope, Suppression } from '../../domain/suppressions/suppression.ts'
import { channelOf } from '../../domain/templates/channel.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { suppressionId } from '../runtime/suppression-id.ts'
import { type Asked, idIn } from './asked.ts'
import { type RecipientPorts, reachedRecipient } from './recipient-reach.ts'

export type SuppressionPorts = RecipientPorts & {
  readonly suppressions: SuppressionStore
  readonly blindIndex: Vault['blindIndex']
  /** Whose an address is: the id of the contact, or of the customer, that it stands at. */
  readonly holderOf: (noun: 'contact' | 'customer', claim: Claim) => Promise<string | undefined>
}

const SuppressionAnswer = Suppression.extend({ version: z.int() })
type SuppressionAnswer = z.infer<typeof SuppressionAnswer>

const RecipientId = z.union([ContactId, CustomerId])
const nounOf = (id: string) => (id.startsWith('cus_') ? 'customer' : 'contact')
const recipientOf = (id: string): Recipient => ({ kind: nounOf(id), id })

const reachesRecipient = async (ports: SuppressionPorts, id: string, actor: Actor): Promise<boolean> =>
  actor.reach.kind === 'all' || (await reachedRecipient(ports, recipientOf(id), actor)).ok

/** "Whoever shares an address with somebody out of reach is not told who that is." */
const shown = async (ports: SuppressionPorts, found: SuppressionAnswer, actor: Actor): Promise<SuppressionAnswer> => {
  const recipients: string[] = []
  for (const id of found.recipients) if (await reachesRecipient(ports, id, actor)) recipients.push(id)
  return { ...found, recipients }
}

const change = async (
  ports: SuppressionPorts,
  command: SuppressionCommand,
  { id, request }: { readonly id: string; readonly request: Asked },
): Promise<Result<SuppressionAnswer, Refused>> => {
  const done = await execute(suppressions, ports.suppressions, { id, command, context: request.context, ifMatch: request.ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(await shown(ports, { ...state, version }, request.context.actor)) : refuse({ code: 'suppression.not_found' })
}

const Draft = z.strictObject({
  address: GivenAddress,
  recipientId: RecipientId,
  scope: Scope.default('all'),
  note: line(300).optional(),
})

/** The address is hashed here and forgotten: the record does not hold it. */
const add = async (
  ports: SuppressionPorts,
  request: Request<unknown, z.output<typeof Draft>>,
): Promise<Result<SuppressionAnswer, Refused>> => {
  const { address: given, recipientId: recipient, scope, note } = request.body
  const reached = await reachedRecipient(ports, recipientOf(recipient), request.context.actor)
  if (!reached.ok) return reached
  const claim = claimOf(given)
  // Else anybody's address could be asked after by naming somebody of one's own.
  if ((await ports.holderOf(nounOf(recipient), claim)) !== recipient)
    return refuse({ code: 'request.invalid', findings: [block('suppression.address_of_another', `/address/${Object.keys(given).join()}`)] })
  const channel = channelOf[claim.field]
  const id = suppressionId(channel, await ports.blindIndex(claim.field, claim.value))
  const command = { type: 'suppress', id, channel, scope, reason: 'by_hand', recipient, customerId: reached.value[0], note } as const
  return change(ports, command, { id, request })
}

/** An address of several is opened again by somebody who answers for all of them; one of nobody known, by somebody who reaches everybody. */
const reachesEvery = async (ports: SuppressionPorts, { recipients }: Suppression, actor: Actor): Promise<boolean> => {
  for (const id of recipients) if (!(await reachesRecipient(ports, id, actor))) return false
  return recipients.length > 0 || actor.reach.kind === 'all'
}

const lift = async (
  ports: SuppressionPorts,
  request: Request<unknown, { readonly scope: Scope; readonly reason: string }>,
): Promise<Result<SuppressionAnswer, Refused>> => {
  const id = idIn(request, 'suppressionId')
  const found = await ports.suppressions.load(id)
  if (!found?.state) return refuse({ code: 'suppression.not_found' })
  if (!(await reachesEvery(ports, found.state, request.context.actor))) return refuse({ code: 'access.out_of_scope' })
  return change(ports, { type: 'lift', ...request.body }, { id, request })
}

const onRecipient = ['request.invalid', 'contact.not_found', 'customer.not_found', 'access.out_of_scope'] as const

export const suppressionRoutes: Routes<SuppressionPorts> = {
  'GET /v1/suppressions': route({
    summary: 'List the addresses of a contact or customer that get no more messages, and why',
    permission: 'suppressions:read',
    query: z.strictObject({ recipientId: RecipientId }),
    body: noBody,
    answer: z.strictObject({ items: z.array(SuppressionAnswer).readonly(), next: z.null() }),
    status: 200,
    refusals: [...onRecipient],
    run: async (ports: SuppressionPorts, { query, context }) => {
      const reached = await reachedRecipient(ports, recipientOf(query.recipientId), context.actor)
      if (!reached.ok) return reached
      const found = await ports.suppressions.ofRecipient(query.recipientId)
      const items = await Promise.all(found.map(({ state, version }) => shown(ports, { ...state, version }, context.actor)))
      return ok({ items, next: null })
    },
  }),

  'POST /v1/suppressions': route({
    summary: 'Let nothing more go to an address, or nothing of a kind',
    permission: 'suppressions:write',
    query: noQuery,
    body: Draft,
    answer: SuppressionAnswer,
    status: 201,
    example: {
      address: { email: 'li.na@shunda.example' },
      recipientId: 'con_01JD3Q6Y8ZK4T9W2M7V5N1X0RB',
      scope: 'marketing',
      note: '电话中要求不再收到推广邮件',
    },
    refusals: [...onRecipient, 'version.contended'],
    run: add,
  }),

  'POST /v1/suppressions/{suppressionId}/lift': route({
    summary: 'Let an address have mail again, saying why',
    permission: 'suppressions:write',
    query: noQuery,
    body: z.strictObject({ scope: Scope, reason: line(300) }),
    answer: SuppressionAnswer,
    status: 200,
    example: { scope: 'all', reason: '对方确认邮箱已恢复' },
    refusals: ['request.invalid', 'suppression.not_found', 'access.out_of_scope', 'version.conflict', 'version.contended'],
    run: lift,
  }),
}
