import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { clashesOf, differingIn, namedBy } from '../../../domain/kernel/clash.ts'
import { mergePatch } from '../../../domain/kernel/merge-patch.ts'

const Parcel = z.strictObject({
  weight: z.int(),
  lane: z.string().optional(),
  phone: z.string().meta({ class: 'personal', mask: 'phone' }).optional(),
})
type Parcel = z.infer<typeof Parcel>
const parcel: Parcel = { weight: 7, lane: 'SHA-HAM', phone: '+8613800138000' }
const everything = new Set(['weight', 'lane', 'phone'])

describe('a patch that came too late', () => {
  it('clashes where another value stands now, with both of them', () => {
    const late = { patch: { weight: 9, lane: null }, touched: everything, sees: [] }
    expect(clashesOf(Parcel, parcel, late)).toEqual([
      { pointer: '/weight', yours: 9, current: 7 },
      { pointer: '/lane', yours: null, current: 'SHA-HAM' },
    ])
    const { lane: _, ...without } = parcel
    expect(clashesOf(Parcel, without, { ...late, patch: { lane: 'NGB-RTM' } })).toEqual([
      { pointer: '/lane', yours: 'NGB-RTM', current: null },
    ])
  })

  it('does not clash where nobody else was, unless it is not known who was', () => {
    const late = { patch: { weight: 9, lane: 'NGB-RTM' }, sees: [] }
    expect(clashesOf(Parcel, parcel, { ...late, touched: new Set(['lane']) }).map(({ pointer }) => pointer)).toEqual(['/lane'])
    expect(clashesOf(Parcel, parcel, { ...late, touched: new Set() })).toEqual([])
    expect(clashesOf(Parcel, parcel, { ...late, touched: undefined })).toHaveLength(2)
  })

  it('shows sealed values to those who see their class, and masks of both to others', () => {
    const late = { patch: { phone: '+8613900139000' }, touched: everything }
    expect(clashesOf(Parcel, parcel, { ...late, sees: ['personal'] })).toEqual([
      { pointer: '/phone', yours: '+8613900139000', current: '+8613800138000' },
    ])
    expect(clashesOf(Parcel, parcel, { ...late, sees: ['financial'] })).toEqual([
      { pointer: '/phone', yours: '+86***000', current: '+86***000' },
    ])
  })

  it('clashes in exactly the members that it would have changed', () => {
    const members = { weight: fc.integer({ min: 0, max: 2 }), lane: fc.constantFrom('a', 'b') }
    const patches = fc.record({ weight: members.weight, lane: fc.option(members.lane) }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.record(members), patches, (current, patch) => {
        const merged = mergePatch(current, patch)
        const changed = Object.keys(patch).filter((member) => merged[member] !== (current as Record<string, unknown>)[member])
        const met = clashesOf(Parcel, current, { patch, touched: everything, sees: [] })
        expect(met.map(({ pointer }) => pointer.slice(1))).toEqual(changed)
      }),
    )
  })
})

describe('an event', () => {
  const data = { type: 'parcel.changed', from: { phone: '+86***000', lane: 'a' }, to: { phone: '+86***000', lane: 'b' }, at: 'now' }

  it('that names what it changed has changed all of it, whatever its masks look like', () => {
    for (const touchedBy of [namedBy('parcel.changed'), namedBy('parcel.corrected', 'parcel.changed')])
      expect(touchedBy(data)).toEqual(['phone', 'lane'])
  })

  it('that holds everything has changed what differs', () => {
    expect(differingIn('parcel.changed')(data)).toEqual(['lane'])
    expect(differingIn('parcel.changed')({ ...data, to: { phone: '+86***000' } }), 'what it took away').toEqual(['lane'])
  })

  it('of another kind has changed nothing', () => {
    for (const touchedBy of [namedBy('parcel.moved'), differingIn('parcel.moved')]) expect(touchedBy(data)).toEqual([])
    expect(namedBy('parcel.archived')({ type: 'parcel.archived', at: 'now' })).toEqual([])
  })
})
