import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accessPatterns, keysSource } from './access-patterns.ts'
import { readTicketsPage, ticketsFile, ticketsPage } from './ticket-moves.ts'

/** Makes the pages, and parts of pages, that follow from the code. */
writeFileSync(join(import.meta.dirname, 'access-patterns.md'), accessPatterns(keysSource()))
writeFileSync(ticketsFile, ticketsPage(readTicketsPage()))
