import type { Numbers } from './numbers.ts'
import { departments, personAt } from './people.ts'
import type { Place } from './places.ts'
import type { Random } from './random.ts'
import { brandFirst, brandSecond, trades, westernBrands } from './words.ts'

/** What a company goes by: the same brand and domain throughout a group. */
export type Brand = { readonly written: string; readonly domain: string; readonly trade: (typeof trades)[number] }

/** `mark` makes the domain unlike any other. All domains end in `.example`, which nobody can own (RFC 2606). */
export const brandAt = ({ country }: Place, random: Random, mark: string): Brand => {
  const trade = random.pick(trades)
  if (country !== 'CN') {
    const name = random.pick(westernBrands)
    return { written: name, domain: `${name.toLowerCase().replace(/[^a-z]/g, '')}${mark}.example`, trade }
  }
  const [first, second] = [random.pick(brandFirst), random.pick(brandSecond)]
  return { written: `${first[0]}${second[0]}`, domain: `${first[1]}${second[1]}${mark}.example`, trade }
}

const suffixes: Readonly<Record<string, string>> = {
  DE: 'GmbH',
  NL: 'B.V.',
  GB: 'Ltd',
  SG: 'Pte. Ltd.',
  VN: 'Co., Ltd',
  JP: 'K.K.',
  US: 'Inc.',
}

export const nameOf = ({ written, trade: [, zh, en] }: Brand, { country, city }: Place): string =>
  country === 'CN' ? `${city.replace('市', '')}${written}${zh}有限公司` : `${written} ${en} ${city} ${suffixes[country] ?? ''}`.trim()

const tiers = ['regular', 'regular', 'potential', 'regular', 'vip', 'regular', 'potential', 'regular', 'potential', 'regular'] as const
export type Tier = (typeof tiers)[number]
export const tierAt = (row: number): Tier => tiers[row % tiers.length] ?? 'regular'

const stages = {
  vip: ['active', 'active', 'active', 'at_risk'],
  regular: ['active', 'active', 'onboarding', 'lapsed', 'won_back'],
  potential: ['prospect', 'prospect', 'onboarding'],
} as const
const scales = { vip: ['large', 'medium'], regular: ['medium', 'small'], potential: ['small', 'micro'] } as const
const lines = ['sea_fcl', 'sea_lcl', 'air', 'rail', 'express', 'warehouse', 'customs', 'road_ftl'] as const
const owners = ['wang_lei', 'zhou_jing', 'lin_xiaomei', 'chen_bo', 'xu_yan', 'grant_oliver'] as const

/** "Key accounts look after VIPs, the teams of the regions after everybody else." Each team has two owners. */
const lookedAfterBy = (tier: Tier, { zone, team }: Place, random: Random) => ({
  team: tier === 'vip' ? 'key_accounts' : team,
  owner: `usr_${random.pick(owners)}`,
  region: zone,
})

const siteAt = ({ country, region, city, district, street, postalCode }: Place, random: Random) => ({
  country,
  ...(region && { region }),
  city,
  ...(district && { district }),
  lines: [country === 'CN' ? `${street}${1 + random.upTo(1999)}号` : `${street} ${1 + random.upTo(199)}`],
  ...(postalCode && { postalCode }),
})

export type Being = { readonly row: number; readonly place: Place; readonly random: Random; readonly numbers: Numbers }

/** What every customer has, be it a company or a person. */
const sharedDraft = (email: string, kind: 'landline' | 'mobile', { row, place, random, numbers }: Being) => {
  const tier = tierAt(row)
  return {
    country: place.country,
    phones: [{ label: kind, number: numbers.phone(kind, place), primary: true }],
    emails: [{ label: 'orders', address: email, primary: true }],
    tier,
    stage: random.pick(stages[tier]),
    ...lookedAfterBy(tier, place, random),
    businessLines: [...new Set([random.pick(lines), random.pick(lines)])],
    language: place.country === 'CN' ? 'zh-CN' : 'en',
    ...(tier !== 'potential' && { cooperatingSince: `20${12 + random.upTo(13)}-0${1 + random.upTo(9)}-1${random.upTo(9)}` }),
    ...(tier === 'vip' && {
      preferences: [{ key: 'delivery_window', value: '工作日 09:00-16:00', source: 'stated', at: '2026-03-02T02:00:00.000Z' }],
    }),
  }
}

export const companyDraft = (brand: Brand, legalName: string, being: Being) => {
  const { row, place, random, numbers } = being
  const tier = tierAt(row)
  const [industry, , , mainBusiness] = brand.trade
  const address = siteAt(place, random)
  return {
    kind: 'company',
    legalName,
    shortName: brand.written,
    taxId: numbers.taxId(place),
    ...sharedDraft(numbers.address('orders', brand.domain), 'landline', being),
    industry,
    mainBusiness,
    scale: random.pick(scales[tier]),
    departments,
    sites: [
      { code: 'hq', type: 'registered', name: '总部', address },
      ...(tier === 'vip' ? [{ code: 'wh1', type: 'warehouse', name: '一号仓', address: siteAt(place, random) }] : []),
    ],
  }
}

/** A person who ships by themselves, such as a seller on a marketplace. */
export const individualDraft = (domain: string, being: Being) => {
  const { name, mailbox } = personAt(being.place, being.random)
  return {
    kind: 'individual',
    name,
    ...sharedDraft(being.numbers.address(mailbox, domain), 'mobile', being),
    industry: 'ecommerce',
  }
}
