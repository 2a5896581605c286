import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { able, chosen, type Hand, hasRoom } from '../../../domain/dispatch/choose.ts'
import { answerableFor, crewOf } from '../../../domain/dispatch/crew.ts'
import { fitting } from '../../../domain/dispatch/fitting.ts'
import { onShift } from '../../../domain/dispatch/shift.ts'
import { at, deskOf, everyDay, settingsOf } from './stories.ts'

const now = at('2026-11-23T10:00')
const hand = (user: string, load: number, facts: object = {}, gotAt?: string): Hand => ({
  desk: deskOf(user, facts),
  load,
  ...(gotAt !== undefined && { gotAt: at(gotAt) }),
})
const who = (hands: readonly Hand[], last?: string) => {
  const choice = chosen(hands, last)
  return 'desk' in choice ? choice.desk.user : choice.nobody
}

describe('who can deal with a ticket', () => {
  const claims = settingsOf({
    teams: ['customer_service', 'finance'],
    skills: ['claim'],
    languages: ['zh-CN', 'en'],
    lanes: [{ from: 'CN', to: 'DE' }],
  })

  it.each([
    [
      'of its team, kind, language and lane',
      { team: 'finance', kind: 'claim', language: 'en', lane: { from: 'CNSHA', to: 'DEHAM' } },
      true,
    ],
    ['of another team', { team: 'operations' }, false],
    ['of a kind that they do not take', { kind: 'inquiry' }, false],
    ['in a language that they do not write', { language: 'de' }, false],
    ['in another script of a language that they write', { language: 'zh-Hant' }, true],
    ['on a lane that they do not know', { lane: { from: 'CNSHA', to: 'USLAX' } }, false],
    ['on a lane of which one end is not known', { lane: { from: 'CNSHA' } }, false],
    ['of which nothing is known', {}, true],
  ])('is asked of a ticket %s', (_, asked, expected) => expect(fitting(asked, claims)).toBe(expected))

  it('is everybody of the team where nothing is said of what they can', () => {
    expect(fitting({ team: 'customer_service', kind: 'claim', language: 'de', lane: { to: 'USLAX' } }, settingsOf())).toBe(true)
  })

  it('says why there is nobody: none works now, or none of those who do can', () => {
    const german = deskOf('usr_anna', { languages: ['de'] })
    expect(able({ team: 'customer_service', language: 'zh-CN' }, [german], now)).toEqual({ desks: [], none: 'fitting' })
    expect(able({ team: 'customer_service', language: 'zh-CN' }, [german], at('2026-11-23T20:00'))).toEqual({ desks: [], none: 'on_shift' })
    expect(able({ team: 'finance' }, [german], now)).toEqual({ desks: [], none: 'on_shift' })
    expect(able({ language: 'de' }, [german], now)).toEqual({ desks: [german] })
  })
})

describe('who is given a ticket', () => {
  it('is the one with the least in hand for what they can take', () => {
    expect(who([hand('usr_a', 4, { limit: 10 }), hand('usr_b', 3, { limit: 5 })])).toBe('usr_a')
  })

  it('of two alike is the one who waits longest for their next, and then goes by name', () => {
    expect(who([hand('usr_a', 1, {}, '2026-11-23T09:50'), hand('usr_b', 1, {}, '2026-11-23T09:40')])).toBe('usr_b')
    expect(who([hand('usr_a', 0, {}, '2026-11-23T09:50'), hand('usr_b', 0)])).toBe('usr_b')
    expect(who([hand('usr_b', 0), hand('usr_a', 0)])).toBe('usr_a')
  })

  it('is whom a returning customer knows, if that one is there and has room', () => {
    const hands = [hand('usr_a', 0), hand('usr_b', 9)]
    expect(who(hands, 'usr_b')).toBe('usr_b')
    expect(who([hand('usr_a', 0), hand('usr_b', 10)], 'usr_b')).toBe('usr_a')
    expect(who(hands, 'usr_who_went_home')).toBe('usr_a')
  })

  it('is nobody while all have their hands full, or take for themselves', () => {
    expect(who([hand('usr_a', 10), hand('usr_b', 0, { taking: 'pulled' })])).toBe('free')
  })
})

const desks = fc.record({
  user: fc.constantFrom('usr_a', 'usr_b', 'usr_c', 'usr_d'),
  limit: fc.integer({ min: 1, max: 5 }),
  shifts: fc.constantFrom(everyDay('08:00-16:00'), everyDay('16:00-24:00')),
  skills: fc.constantFrom([], ['claim'], ['inquiry']),
  taking: fc.constantFrom('handed', 'handed', 'pulled'),
})
const hands = fc.uniqueArray(fc.record({ desk: desks, load: fc.integer({ min: 0, max: 6 }) }), { selector: ({ desk }) => desk.user })

it('nobody is chosen who is off shift, cannot do it, takes for themselves or has their hands full, and nobody with less in hand is passed over', () => {
  fc.assert(
    fc.property(hands, fc.constantFrom('usr_a', undefined), fc.constantFrom('08:30', '20:00', '03:00'), (all, last, time) => {
      const moment = at(`2026-11-23T${time}`)
      const known = all.map(({ desk: { user, ...facts }, load }) => ({ desk: deskOf(user, facts), load }))
      const asked = { team: 'customer_service', kind: 'claim' }
      const fit = able(
        asked,
        known.map(({ desk }) => desk),
        moment,
      )
      const candidates = known.filter(({ desk }) => fit.desks.includes(desk))
      const choice = chosen(candidates, last)
      const possible = known.filter(
        (each) =>
          onShift(each.desk, moment) && fitting(asked, each.desk.settings) && hasRoom(each) && each.desk.settings.taking === 'handed',
      )
      if ('nobody' in choice) {
        expect(possible).toEqual([])
        return
      }
      const taken = possible.find(({ desk }) => desk === choice.desk)
      expect(taken).toBeDefined()
      if (!taken || taken.desk.user === last) return
      const part = ({ desk, load }: (typeof possible)[number]) => load / desk.settings.limit
      expect(part(taken)).toBe(Math.min(...possible.map(part)))
    }),
  )
})

describe('the crew of a team', () => {
  const li = deskOf('usr_li', { leads: ['customer_service'] })
  const anna = deskOf('usr_anna', { skills: ['claim'] })
  const late = deskOf('usr_wang', { shifts: everyDay('16:00-24:00'), leads: ['customer_service'] })

  it('is who is there, by name, with what they take and whether they lead', () => {
    expect(crewOf([li, anna, late], { team: 'customer_service', at: now })).toEqual([
      { user: 'usr_anna', skills: ['claim'], languages: [], leads: false },
      { user: 'usr_li', skills: [], languages: [], leads: true },
    ])
    expect(crewOf([li, late], { team: undefined, at: at('2026-11-23T20:00') })).toMatchObject([{ user: 'usr_wang', leads: true }])
  })

  it('is answered for by its manager and by those who lead its shifts, there or not', () => {
    expect(answerableFor([li, anna, late], { team: 'customer_service', manager: 'usr_boss' })).toEqual(['usr_boss', 'usr_li', 'usr_wang'])
    expect(answerableFor([li], { team: 'customer_service', manager: 'usr_li' })).toEqual(['usr_li'])
    expect(answerableFor([anna], { team: 'customer_service', manager: undefined })).toEqual([])
  })
})
