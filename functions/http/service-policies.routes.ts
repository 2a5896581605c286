import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { servicePolicies } from '../../domain/service-levels/decide.ts'
import { ServicePolicy, ServicePolicyDraft } from '../../domain/service-levels/policy.ts'
import type { AllServicePolicies, AllWorkCalendars, ReadServicePolicy, ServicePolicyStore } from '../../domain/service-levels/ports.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type ServicePolicyPorts = {
  readonly policies: ServicePolicyStore
  readonly allPolicies: AllServicePolicies
  readonly policyEdition: ReadServicePolicy
  readonly allCalendars: AllWorkCalendars
}

const PolicyAnswer = ServicePolicy.extend({ version: z.int() })
type PolicyAnswer = z.infer<typeof PolicyAnswer>
const answerOf = ({ state, version }: Loaded<ServicePolicy>): PolicyAnswer => ({ ...state, version })

const codeIn = (request: Asked): string => idIn(request, 'policyCode')

/** An edition of the past is shown with the version of the policy as it stands. */
const editionAt = async (ports: ServicePolicyPorts, code: string, edition: number | undefined): Promise<Result<PolicyAnswer, Refused>> => {
  const latest = await ports.policies.load(code)
  if (!latest?.state) return refuse({ code: 'service_policy.not_found' })
  const state = edition === undefined ? latest.state : await ports.policyEdition({ code, edition })
  return state ? ok(answerOf({ state, version: latest.version })) : refuse({ code: 'service_policy.not_found' })
}

const write = async (ports: ServicePolicyPorts, request: Request<unknown, ServicePolicyDraft>): Promise<Result<PolicyAnswer, Refused>> => {
  const { context, ifMatch, body: draft } = request
  const code = ServicePolicy.shape.code.safeParse(codeIn(request))
  if (!code.success) return refuse({ code: 'request.invalid', issues: code.error.issues })
  const known = (await ports.allCalendars()).map(({ state }) => state.code)
  const command = { type: 'write', code: code.data, draft, known } as const
  const done = await execute(servicePolicies, ports.policies, { id: code.data, command, context, ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'service_policy.not_found' })
}

const example: z.input<typeof ServicePolicyDraft> = {
  title: '贵宾投诉 Complaints of VIP customers',
  when: { kinds: ['complaint'], tiers: ['vip'] },
  levels: {
    P1: { calendar: 'around_the_clock', first: 10, next: 20, resolution: 240 },
    P2: { calendar: 'office', first: 20, next: 40, resolution: 480 },
    P3: { calendar: 'office', first: 60, next: 120, resolution: 960 },
    P4: { calendar: 'office', first: 120, next: 240, resolution: 1440 },
  },
}

export const servicePolicyRoutes: Routes<ServicePolicyPorts> = {
  'GET /v1/service-policies': route({
    summary: 'Read the latest edition of every service policy: what is promised of which tickets',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(PolicyAnswer).readonly() }),
    status: 200,
    refusals: [],
    run: async (ports: ServicePolicyPorts) => ok({ items: (await ports.allPolicies()).map(answerOf) }),
  }),

  'GET /v1/service-policies/{policyCode}': route({
    summary: 'Read a service policy, in its latest edition or in one that held before',
    permission: 'tickets:read',
    query: z.strictObject({ edition: z.coerce.number().int().min(1).max(9999).optional() }),
    body: noBody,
    answer: PolicyAnswer,
    status: 200,
    refusals: ['request.invalid', 'service_policy.not_found'],
    run: (ports: ServicePolicyPorts, request) => editionAt(ports, codeIn(request), request.query.edition),
  }),

  'POST /v1/service-policies/{policyCode}/editions': route({
    summary: 'Write a new edition of a service policy, or the first of a new one',
    permission: 'desk:manage',
    query: noQuery,
    body: ServicePolicyDraft,
    answer: PolicyAnswer,
    status: 200,
    example,
    refusals: ['request.invalid', 'version.conflict', 'version.contended', 'service_policy.not_found'],
    run: write,
  }),
}
