import * as z from 'zod'
import { Desk } from '../../../domain/dispatch/desk.ts'
import { DeskEvent } from '../../../domain/dispatch/events.ts'
import type { DeskList, DeskStore, Roster } from '../../../domain/dispatch/ports.ts'
import { nextTurn } from '../../../domain/dispatch/shift.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { deskKey, rosterKey, rosterPartition } from './keys.ts'

/** The desk itself stands in each roster, so that whoever hands tickets out reads a team in one query. */
const rows = (desk: Desk | undefined): readonly (Key & Item)[] =>
  desk && desk.closedAt === undefined
    ? [undefined, ...desk.settings.teams].map((team) => ({ ...rosterKey(team, desk.user), entity: 'desk-row', desk }))
    : []

const kept: Kept<typeof Desk, typeof DeskEvent> = {
  kind: 'desk',
  schema: Desk,
  events: DeskEvent,
  key: deskKey,
  due: (desk) => nextTurn(desk, desk.duty.lookedAt),
  links: rows,
  about: () => [],
}

export const deskStore = (table: Table): DeskStore => recordStore(table, kept)

const Row = z.looseObject({ desk: Desk })
const readDesk = (item: Item): Desk => Row.parse(item).desk

export const rosterIn =
  (table: Table): Roster =>
  async (team) =>
    (await table.queryAll({ partition: rosterPartition(team) })).map(readDesk)

export const deskList =
  (table: Table, cursors: Cursors): DeskList =>
  (team, page) =>
    paged({ table, cursors }, { partition: rosterPartition(team) }, { page, read: readDesk })
