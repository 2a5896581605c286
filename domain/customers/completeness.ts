import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Code } from '../kernel/code.ts'

/** How complete a customer's file is: 0-100, and the members that would raise it, the weightiest first. */
export type Completeness = { readonly score: number; readonly missing: readonly string[] }
const said = z.string().optional()
const several = z.array(z.unknown()).default([])

/**
 * A profile as far as completeness looks at it: which members are there, and never what they say. So masks will do, and whoever
 * reads it needs none of the rules by which a phone number, an address or a country is told from a wrong one.
 */
export const FiledProfile = z.object({
  kind: z.enum(['company', 'individual']),
  tier: Code,
  taxId: said,
  phones: several,
  emails: several,
  sites: several,
  mainBusiness: said,
  birthDate: said,
  industry: said,
  scale: said,
  businessLines: several,
  region: said,
  team: said,
  owner: said,
  preferences: several,
  cooperatingSince: said,
})
export type FiledProfile = z.infer<typeof FiledProfile>

/** What counts beside the profile itself. */
export type Surroundings = { readonly contacts: number }

type Aspect = {
  readonly member: string
  readonly of: 'company' | 'individual' | 'both'
  readonly there: (profile: FiledProfile, around: Surroundings) => boolean
}

const aspects: readonly Aspect[] = [
  { member: 'taxId', of: 'company', there: ({ taxId }) => taxId !== undefined },
  { member: 'phones', of: 'both', there: ({ phones }) => phones.length > 0 },
  { member: 'emails', of: 'both', there: ({ emails }) => emails.length > 0 },
  { member: 'sites', of: 'both', there: ({ sites }) => sites.length > 0 },
  { member: 'contacts', of: 'company', there: (_, { contacts }) => contacts > 0 },
  { member: 'mainBusiness', of: 'company', there: ({ mainBusiness }) => mainBusiness !== undefined },
  { member: 'birthDate', of: 'individual', there: ({ birthDate }) => birthDate !== undefined },
  { member: 'industry', of: 'company', there: ({ industry }) => industry !== undefined },
  { member: 'scale', of: 'company', there: ({ scale }) => scale !== undefined },
  { member: 'businessLines', of: 'both', there: ({ businessLines }) => businessLines.length > 0 },
  { member: 'region', of: 'both', there: ({ region }) => region !== undefined },
  { member: 'team', of: 'both', there: ({ team }) => team !== undefined },
  { member: 'owner', of: 'both', there: ({ owner }) => owner !== undefined },
  { member: 'preferences', of: 'both', there: ({ preferences }) => preferences.length > 0 },
  { member: 'cooperatingSince', of: 'both', there: ({ cooperatingSince }) => cooperatingSince !== undefined },
]

export type Weights = Readonly<Record<string, number>>

/** "The more a customer is worth, the more we should know": what each member weighs, by tier. A member not named weighs nothing. */
export const weightsByTier: Readonly<Record<string, Weights>> = {
  potential: { phones: 3, emails: 2, industry: 2, region: 1, owner: 2 },
  regular: {
    taxId: 3,
    phones: 3,
    emails: 2,
    contacts: 3,
    sites: 2,
    industry: 2,
    businessLines: 1,
    region: 1,
    team: 1,
    owner: 2,
    birthDate: 1,
  },
  vip: {
    taxId: 3,
    phones: 3,
    emails: 3,
    contacts: 4,
    sites: 3,
    mainBusiness: 1,
    industry: 2,
    scale: 1,
    businessLines: 2,
    region: 1,
    team: 1,
    owner: 3,
    preferences: 2,
    cooperatingSince: 1,
    birthDate: 1,
  },
}

/** "Complete is what its tier asks for": the weights of what is there, as a share of what could be. */
export const completeness = (profile: FiledProfile, around: Surroundings): Completeness => {
  const tier = Object.hasOwn(weightsByTier, profile.tier) ? profile.tier : 'potential'
  const weights = weightsByTier[tier] ?? {}
  const asked = aspects
    .filter(({ of, member }) => (of === 'both' || of === profile.kind) && weights[member] !== undefined)
    .map((aspect) => ({ member: aspect.member, weight: weights[aspect.member] ?? 0, there: aspect.there(profile, around) }))
  const total = asked.reduce((sum, { weight }) => sum + weight, 0)
  const reached = asked.reduce((sum, { weight, there }) => sum + (there ? weight : 0), 0)
  const missing = asked.filter(({ there }) => !there).sort((a, b) => b.weight - a.weight)
  return { score: total === 0 ? 100 : Math.floor((100 * reached) / total), missing: missing.map(({ member }) => member) }
}

/** Names the weights as they are: what was worked out under other ones is worked out again. */
export const weightsName = createHash('sha256').update(JSON.stringify(weightsByTier)).digest('hex').slice(0, 12)
