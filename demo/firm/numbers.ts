import { creditCodeFault } from '../../domain/customers/credit-code.ts'
import { taxIdFault } from '../../domain/customers/tax-id.ts'
import { parsePhone } from '../../domain/kernel/phone.ts'
import type { Place } from './places.ts'
import { drawNew, type Random } from './random.ts'

/** Numbers that a place could have given out, each once. They are drawn until the product's own rules take one. */
export type Numbers = {
  readonly taxId: (place: Place) => string
  readonly phone: (kind: 'landline' | 'mobile', place: Place) => string
  /** Of two people with one name at one company the second gets a 2. */
  readonly address: (mailbox: string, domain: string) => string
}

const checkCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A Chinese code ends in two check characters that depend on the rest, so they are tried instead of drawn. */
const withCheckCharacters = (body: string): string => {
  for (const organisation of '0123456789X')
    for (const whole of checkCharacters) {
      const code = `${body}${organisation}${whole}`
      if (!creditCodeFault(code)) return code
    }
  return body
}

export const numbersFrom = (random: Random): Numbers => {
  const drawn = new Set<string>()
  const taxIdFrom = ({ country, taxId }: Place): string => (country === 'CN' ? withCheckCharacters(random.fill(taxId)) : random.fill(taxId))
  return {
    taxId: (place) =>
      drawNew(
        drawn,
        () => taxIdFrom(place),
        (id) => !taxIdFault(place.country, id),
      ),
    phone: (kind, place) =>
      drawNew(
        drawn,
        () => random.fill(place[kind]),
        (number) => parsePhone(number).ok,
      ),
    address: (mailbox, domain) => {
      let times = 0
      const next = (): string => {
        times += 1
        return `${mailbox}${times === 1 ? '' : times}@${domain}`
      }
      return drawNew(drawn, next, () => true)
    },
  }
}
