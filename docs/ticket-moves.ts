import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { moves, ticketStatuses } from '../domain/tickets/moves.ts'

/** The drawing in `tickets.md`, out of the table of moves: lines that go the same way for the same reason are one. */
const drawing = (): string => {
  const arrows = moves.flatMap(({ from, to, when }) => from.map((one) => `  ${one} --> ${to}: ${when}`))
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${ticketStatuses[0]}: it is opened`, ...arrows, '```'].join('\n')
}

const [begins, ends] = ['<!-- moves -->', '<!-- /moves -->']

/** The page with the drawing as the table has it. */
export const ticketsPage = (page: string): string => {
  const [head = '', rest = ''] = page.split(begins)
  const [, tail = ''] = rest.split(ends)
  return `${head}${begins}\n${drawing()}\n${ends}${tail}`
}

export const ticketsFile = join(import.meta.dirname, 'tickets.md')
export const readTicketsPage = (): string => readFileSync(ticketsFile, 'utf8')
