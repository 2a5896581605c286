import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { deliveryIdOf } from '../../../../functions/queue/webhooks/delivery-id.ts'

const letters = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ')
const ulids = fc
  .tuple(fc.constantFrom(...'01234567'), fc.array(letters, { minLength: 25, maxLength: 25 }))
  .map(([first, rest]) => first + rest.join(''))

it('an event has one delivery to each webhook, whose id stands in the order of what happened', () => {
  fc.assert(
    fc.property(ulids, ulids, ulids, (webhook, one, other) => {
      const [first, second] = [deliveryIdOf(`whk_${webhook}`, `evt_${one}`), deliveryIdOf(`whk_${webhook}`, `evt_${other}`)]
      expect(deliveryIdOf(`whk_${webhook}`, `evt_${one}`)).toBe(first)
      expect(first === second).toBe(one === other)
      const [then, later] = [one.slice(0, 10), other.slice(0, 10)]
      if (then !== later) expect(first < second).toBe(then < later)
    }),
  )
})

it('two webhooks share no delivery', () => {
  expect(deliveryIdOf('whk_a', 'evt_01KAJ0000000000000000000AA')).not.toBe(deliveryIdOf('whk_b', 'evt_01KAJ0000000000000000000AA'))
})
