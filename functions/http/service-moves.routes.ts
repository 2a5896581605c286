import * as z from 'zod'
import { ok, type Result } from '../../domain/kernel/result.ts'
import { type Cause, MovedTicket } from '../../domain/service-levels/moves.ts'
import type { MovesOf } from '../../domain/service-levels/ports.ts'
import { reachesTicket } from '../../domain/tickets/reach.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, type Request, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'

export type ServiceMovePorts = { readonly moves: MovesOf }

const MoveAnswer = MovedTicket.omit({ watchers: true })
const Query = z.strictObject(pageQuery)
const Page = pageOf(MoveAnswer)

/** A page holds those alone that the reader reaches, so it may be shorter than was asked for: `next` says whether there is more. */
const list = async (
  { moves }: ServiceMovePorts,
  of: Pick<Cause, 'kind' | 'code'>,
  { query, context: { actor } }: Request<z.output<typeof Query>, unknown>,
): Promise<Result<z.input<typeof Page>, Refused>> => {
  const found = await moves(of, pageRequest(query, actor))
  if (!found.ok) return found
  const items = found.value.items.filter((moved) => reachesTicket(actor, moved)).map(({ watchers: _watchers, ...moved }) => moved)
  return ok({ items, next: found.value.next })
}

export const serviceMoveRoutes: Routes<ServiceMovePorts> = {
  'GET /v1/work-calendars/{calendarCode}/moves': route({
    summary: 'See which open tickets have other deadlines since an edition of this calendar was written, the latest edition first',
    permission: 'desk:manage',
    query: Query,
    body: noBody,
    answer: Page,
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: (ports: ServiceMovePorts, request) => list(ports, { kind: 'work_calendar', code: idIn(request, 'calendarCode') }, request),
  }),

  'GET /v1/service-policies/{policyCode}/moves': route({
    summary: 'See which open tickets have other deadlines since an edition of this policy was written, the latest edition first',
    permission: 'desk:manage',
    query: Query,
    body: noBody,
    answer: Page,
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: (ports: ServiceMovePorts, request) => list(ports, { kind: 'service_policy', code: idIn(request, 'policyCode') }, request),
  }),
}
