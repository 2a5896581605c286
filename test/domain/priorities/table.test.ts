import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { system } from '../../../domain/kernel/system-actor.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { priorityTable } from '../../../domain/priorities/decide.ts'
import { isRaise, type Level, levels, moreUrgent, priorities, reprioritized } from '../../../domain/priorities/priority.ts'
import { priorityOf, shippedTable, tableFindings } from '../../../domain/priorities/table.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const anyLevel = fc.constantFrom(...levels)
const anyPriority = fc.constantFrom(...priorities)

type Cell = { readonly urgency: Level; readonly impact: Level }

describe('the table that ships', () => {
  it('makes what is urgent and has much at stake the first of all, and a VIP wait a step less', () => {
    expect(priorityOf(shippedTable, { urgency: 'high', impact: 'high' })).toBe('P1')
    expect(priorityOf(shippedTable, { urgency: 'medium', impact: 'medium' })).toBe('P3')
    expect(priorityOf(shippedTable, { urgency: 'medium', impact: 'medium', tier: 'vip' })).toBe('P2')
    expect(priorityOf(shippedTable, { urgency: 'low', impact: 'low', tier: 'toString' })).toBe('P4')
  })

  it('breaks no rule of its own, and lets no VIP wait longer than others', () => {
    expect(tableFindings(shippedTable, shippedLists)).toEqual([])
    fc.assert(
      fc.property(anyLevel, anyLevel, (urgency, impact) => {
        const [vip, other] = [priorityOf(shippedTable, { urgency, impact, tier: 'vip' }), priorityOf(shippedTable, { urgency, impact })]
        expect(isRaise(vip, other)).toBe(false)
      }),
    )
  })
})

describe('another table', () => {
  const { given } = stories(priorityTable)
  const upsideDown = { ...shippedTable.general, high: { low: 'P3', medium: 'P2', high: 'P4' } as const }

  it('lets nothing wait longer for being more urgent, or for having more at stake', () => {
    const table = { ...shippedTable, general: upsideDown }
    const { decided } = given().when({ type: 'put', table, lists: shippedLists })
    expect(decided.ok ? [] : decided.error.findings.map(({ pointer }) => pointer)).toEqual(['/general/high/high', '/general/high/high'])
  })

  it('has grids for tiers of the firm alone', () => {
    const table = { ...shippedTable, tiers: { gold: shippedTable.general } }
    given()
      .when({ type: 'put', table, lists: shippedLists })
      .thenRefused('request.invalid', { findings: [{ pointer: '/tiers/gold' }] })
  })

  it('that is the one which ships is no news', () => given().when({ type: 'put', table: shippedTable, lists: shippedLists }).thenNothing())

  it('found to be in order never lets a ticket wait longer whose urgency or impact rises', () => {
    const row = fc.record({ low: anyPriority, medium: anyPriority, high: anyPriority })
    const tables = fc.record({ general: fc.record({ low: row, medium: row, high: row }), tiers: fc.constant({}) })
    const orderly = tables.map(({ general, tiers }) => {
      // Running maxima along both ways make an orderly table out of any other.
      const most = (u: number, i: number) =>
        levels
          .slice(0, u + 1)
          .flatMap((one) => levels.slice(0, i + 1).map((other) => general[one][other]))
          .reduce(moreUrgent)
      const rowOf = (u: number) => ({ low: most(u, 0), medium: most(u, 1), high: most(u, 2) })
      return { general: { low: rowOf(0), medium: rowOf(1), high: rowOf(2) }, tiers }
    })
    const cells = levels.flatMap((urgency) => levels.map((impact) => ({ urgency, impact })))
    const isAbove = (one: Cell, other: Cell) =>
      levels.indexOf(one.urgency) >= levels.indexOf(other.urgency) && levels.indexOf(one.impact) >= levels.indexOf(other.impact)
    fc.assert(
      fc.property(fc.oneof(tables, orderly), (table) => {
        const waits = cells.some((one) =>
          cells.some((other) => isAbove(one, other) && isRaise(priorityOf(table, one), priorityOf(table, other))),
        )
        expect(tableFindings(table, shippedLists).length > 0).toBe(waits)
      }),
    )
  })
})

describe('a priority', () => {
  it('is raised by anybody and lowered by a person who says why', () => {
    expect(reprioritized('P3', 'P1', contextOf())).toEqual({ ok: true, value: 'P1' })
    expect(reprioritized('P1', 'P3', contextOf())).toMatchObject({ error: { code: 'ticket.priority_lowered', from: 'P1', to: 'P3' } })
    expect(reprioritized('P1', 'P3', contextOf({ why: '  ' }))).toMatchObject({ ok: false })
    expect(reprioritized('P1', 'P3', contextOf({ why: '客户同意等待' }))).toEqual({ ok: true, value: 'P3' })
    expect(reprioritized('P1', 'P3', contextOf({ why: 'a rule', actor: system }))).toMatchObject({ ok: false })
  })

  it('of two is the one that goes first, in whichever order they come', () => {
    fc.assert(
      fc.property(anyPriority, anyPriority, (one, other) => {
        expect(moreUrgent(one, other)).toBe(moreUrgent(other, one))
        expect(isRaise(moreUrgent(one, other), one)).toBe(false)
      }),
    )
  })
})

keepsTheLaws('the priority table', {
  decider: priorityTable,
  commands: fc
    .constantFrom(shippedTable, { ...shippedTable, tiers: {} }, { ...shippedTable, tiers: { potential: shippedTable.general } })
    .map((table) => ({ type: 'put' as const, table, lists: shippedLists })),
  events: ['priority_table.put'],
})
