import type { Happened } from '../../../domain/desk-figures/figures.ts'
import type { DeskFigures } from '../../../domain/desk-figures/ports.ts'
import type { InHand, Roster } from '../../../domain/dispatch/ports.ts'
import type { Actor } from '../../../domain/kernel/actor.ts'
import { dayOf } from '../../../domain/kernel/day.ts'
import { daysAfter } from '../../../domain/kernel/days-after.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { minutes } from '../../../domain/kernel/later.ts'
import type { ReportList } from '../../../domain/reports/report.ts'
import { cellsFor } from '../../desk-figures/counted-cells.ts'
import { figuresFrom } from '../../desk-figures/groups.ts'
import { loadsOf } from '../../desk-figures/loads.ts'
import { narrowedFor } from '../../desk-figures/narrowed.ts'
import { apiLink } from './api-link.ts'
import type { Row, Rows } from './rows.ts'

export type DeskReportPorts = { readonly figures: DeskFigures; readonly roster: Roster; readonly inHand: InHand }

type Wanted = Extract<ReportList, { of: 'desk_figures' }>['narrowed']
type Reading = { readonly actor: Actor; readonly now: Instant }

/** Each row has eight figures with an address each, and a message is kept whole. */
const mostRows = 50

/** The whole days before this one: what a mail counts is what its links show later too. */
const periodBefore = (now: Instant, days: number) => {
  const today = dayOf(now)
  return { from: daysAfter(today, -days), to: daysAfter(today, -1) }
}

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(share * 100).toFixed(0)} %`)
const inMinutes = (length: number | undefined): string => (length === undefined ? '' : String(Math.round(length / minutes)))

/** A figure of a row, with what else is said of it, and where the tickets are listed that it counts. */
const figure = (name: string, said: readonly (string | number)[], path: string): Row => ({
  [name]: said.filter((word) => word !== '').join('; '),
  [`${name}At`]: apiLink(path),
})

type Timed = Happened['resolved']
const timed = (name: string, { count, median, share, tickets }: Timed): Row =>
  figure(name, [count, inMinutes(median), percent(share)], tickets)

type Told = ReturnType<typeof figuresFrom>
type Group = Told['groups'][number]

/** What is in hand is a part of what somebody has open, which is listed: what waits for others stands there too, with its status. */
const loadOf = ({ value, load }: Group): Row =>
  load ? figure('load', [`${load.inHand} / ${load.limit}`], `/v1/tickets?${new URLSearchParams({ view: 'live', assignee: value })}`) : {}

const rowOf = ({ opened, firstResponse, resolved, reopened, backlog }: Omit<Group, 'value'>): Row => ({
  ...figure('opened', [opened.count], opened.tickets),
  ...timed('firstResponse', firstResponse),
  ...timed('resolved', resolved),
  ...figure('reopened', [reopened.count, percent(reopened.share)], reopened.tickets),
  ...(backlog && figure('backlog', [`${backlog.count}${backlog.more ? '+' : ''}`], backlog.tickets)),
})

const rowsOf = ({ total, groups }: Told): Rows => {
  const rows = groups.map((group) => ({ name: group.value === '' ? '–' : group.value, ...rowOf(group), ...loadOf(group) }))
  return { rows: rows.slice(0, mostRows), more: rows.length > mostRows, ...(rows.length > 0 && { total: rowOf(total) }) }
}

/**
 * Figures of the desk as rows, of whom the reader may see them on that day: an agent their own, whoever leads a team and names it those of
 * the team, whoever runs the desk those of all whom they reach.
 */
export const deskReportRows = async (
  { figures, roster, inHand }: DeskReportPorts,
  { by, days, ...asked }: Wanted,
  { actor, now }: Reading,
): Promise<Rows | 'too_large'> => {
  const wanted = await narrowedFor(roster, actor, asked)
  if (!wanted) return { rows: [], more: false }
  const period = periodBefore(now, days)
  const [cells, open, loads] = await Promise.all([
    cellsFor(figures, { by, wanted, period }),
    figures.open(wanted),
    by === 'agent' ? loadsOf({ roster, inHand }, wanted, now) : new Map(),
  ])
  if (!cells.ok && cells.error.code === 'results.too_many') return 'too_large'
  if (!cells.ok) throw new Failure(`the figures of the desk could not be read for a report: ${cells.error.code}`)
  return rowsOf(figuresFrom({ by, period, wanted, cells: cells.value, open, loads, now }))
}
