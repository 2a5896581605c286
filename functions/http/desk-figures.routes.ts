import * as z from 'zod'
import { Grouping } from '../../domain/desk-figures/cells.ts'
import { whats } from '../../domain/desk-figures/counted.ts'
import { isPeriod, mostDays } from '../../domain/desk-figures/period.ts'
import type { DeskFigures, Wanted } from '../../domain/desk-figures/ports.ts'
import type { InHand, Roster } from '../../domain/dispatch/ports.ts'
import { firmZone } from '../../domain/kernel/day.ts'
import { PlainDate } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { Behind, behindBacklog, behindEntries } from '../desk-figures/behind.ts'
import { cellsFor } from '../desk-figures/counted-cells.ts'
import { Figures, figuresFrom } from '../desk-figures/groups.ts'
import { loadsOf } from '../desk-figures/loads.ts'
import { narrowedFor } from '../desk-figures/narrowed.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, type Routes, route } from '../runtime/route.ts'

export type DeskFigurePorts = {
  readonly figures: DeskFigures
  readonly roster: Roster
  readonly inHand: InHand
}

const value = z.string().max(128).optional()
/** The days where the firm is, both ends included, and what figures are narrowed to. The empty word: those without one. */
const selection = { from: PlainDate, to: PlainDate, team: value, agent: value, kind: value, cause: value, channel: value, region: value }

const wantedIn = ({ team, agent, kind, cause, channel, region }: Wanted): Wanted => ({ team, agent, kind, cause, channel, region })
const nothing = { cells: [], open: { tickets: [], more: false }, loads: new Map() }

export const deskFigureRoutes: Routes<DeskFigurePorts> = {
  'GET /v1/desk/figures': route({
    summary: 'Figures of the service desk as a whole and by group: what happened in a period, what is open now; each opens its tickets',
    permission: 'tickets:write',
    query: z.strictObject({ ...selection, by: Grouping.default('team') }),
    body: noBody,
    answer: z.strictObject({ from: PlainDate, to: PlainDate, zone: z.string(), by: Grouping, ...Figures.shape }),
    status: 200,
    refusals: ['request.invalid', 'figures.period_invalid', 'results.too_many'],
    run: async ({ figures, roster, inHand }: DeskFigurePorts, { query, context: { actor, now } }) => {
      const { from, to, by, ...asked } = query
      const period = { from, to }
      if (!isPeriod(period)) return refuse({ code: 'figures.period_invalid', most: mostDays })
      const head = { from, to, zone: firmZone, by }
      const wanted = await narrowedFor(roster, actor, wantedIn(asked))
      if (!wanted) return ok({ ...head, ...figuresFrom({ by, period, wanted: asked, ...nothing, now }) })
      const [cells, open, loads] = await Promise.all([
        cellsFor(figures, { by, wanted, period }),
        figures.open(wanted),
        by === 'agent' ? loadsOf({ roster, inHand }, wanted, now) : nothing.loads,
      ])
      return cells.ok ? ok({ ...head, ...figuresFrom({ by, period, wanted, cells: cells.value, open, loads, now }) }) : cells
    },
  }),

  'GET /v1/desk/figures/tickets': route({
    summary: 'The tickets behind a figure of the service desk: the last first, of the backlog the nearest deadline first',
    permission: 'tickets:write',
    query: z.strictObject({ figure: z.enum([...whats, 'backlog']), ...selection, ...pageQuery }),
    body: noBody,
    answer: pageOf(Behind),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'figures.period_invalid'],
    run: async ({ figures, roster }: DeskFigurePorts, { query, context: { actor } }) => {
      const { figure, from, to, limit, cursor, ...asked } = query
      if (!isPeriod({ from, to })) return refuse({ code: 'figures.period_invalid', most: mostDays })
      const wanted = await narrowedFor(roster, actor, wantedIn(asked))
      if (!wanted) return ok({ items: [], next: null })
      const page = pageRequest({ limit, cursor }, actor)
      if (figure === 'backlog') {
        const open = await figures.openPage(wanted, page)
        return open.ok ? ok({ items: behindBacklog(open.value.items, actor), next: open.value.next }) : open
      }
      const found = await figures.page({ what: figure, wanted, from, to }, page)
      return found.ok ? ok({ items: await behindEntries(figures, found.value.items, actor), next: found.value.next }) : found
    },
  }),
}
