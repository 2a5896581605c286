import { expect, it } from 'vitest'
import { readTicketsPage, ticketsPage } from '../../docs/ticket-moves.ts'
import { moves, ticketStatuses } from '../../domain/tickets/moves.ts'

it('the drawing of a ticket is the one that the table of moves makes (`npm run docs`)', () => {
  expect(readTicketsPage()).toBe(ticketsPage(readTicketsPage()))
})

it('every move and every status is drawn', () => {
  const page = readTicketsPage()
  for (const { from, to } of moves) for (const one of from) expect(page).toContain(`${one} --> ${to}:`)
  for (const status of ticketStatuses) expect(page).toContain(` ${status}`)
})
