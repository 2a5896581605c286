import * as z from 'zod'
import { personAt } from '../firm/people.ts'
import { homeGround, type Place, places } from '../firm/places.ts'
import type { Random } from '../firm/random.ts'
import type { Plan } from '../plan.ts'

/** Somebody who writes to the desk, or calls. */
export type Writer = {
  readonly name: string
  readonly address: string
  /** E.164. */
  readonly phone: string
  /** What they are called at the firm's WeChat account. */
  readonly openId: string
  readonly language: 'zh-CN' | 'en'
  /** The keys of the customers at which they are known; none for a stranger. */
  readonly customers: readonly string[]
}

const Drafted = z.looseObject({
  name: z.string(),
  language: z.enum(['zh-CN', 'en']),
  emails: z.array(z.looseObject({ address: z.string() })).min(1),
  phones: z.array(z.looseObject({ number: z.string() })).min(1),
})

const openIdOf = (random: Random): string => random.fill('oD@@@@@@####@@@@####@@@@')

/** Those whom the firm knows: every contact of every customer. */
export const knownWriters = ({ customers }: Plan, random: Random): readonly Writer[] =>
  customers.flatMap(({ key, contacts }) =>
    contacts.map(({ draft, places: elsewhere }) => {
      const { name, language, emails, phones } = Drafted.parse(draft)
      const at = [key, ...elsewhere.map(({ customer }) => customer)]
      const [address = '', phone = ''] = [emails[0]?.address, phones[0]?.number]
      return { name, language, address, phone, openId: openIdOf(random), customers: at }
    }),
  )

/** Somebody of whom the firm knows nothing yet. */
const strangerAt = (place: Place, number: number, random: Random): Writer => {
  const { name, mailbox } = personAt(place, random)
  const isHere = place.country === 'CN'
  return {
    name,
    address: `${mailbox}.${number}@${isHere ? 'youxiang' : 'postbox'}.example`,
    phone: `+86139${String(10_000_000 + number)}`,
    openId: openIdOf(random),
    language: isHere ? 'zh-CN' : 'en',
    customers: [],
  }
}

export const strangers = (count: number, random: Random): readonly Writer[] =>
  Array.from({ length: count }, (_, i) => strangerAt(i % 2 === 0 ? random.pick(homeGround) : random.pick(places), i, random))
