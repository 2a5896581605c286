import type { PackBlock } from '../../../domain/packs/block.ts'
import type { Table } from '../table/table.ts'
import { noteBlock } from './note-block.ts'
import { promiseBlock } from './promise-block.ts'
import { reviewBlock } from './review-block.ts'
import { surveyBlock } from './survey-block.ts'
import { ticketBlock } from './ticket-block.ts'
import { visitBlock } from './visit-block.ts'

/** What each noun contributes to a review of a customer, in the order of the page. A further noun adds its file and its line. */
export const packBlocks = (table: Table): readonly PackBlock[] =>
  [promiseBlock, visitBlock, surveyBlock, ticketBlock, noteBlock, reviewBlock].map((block) => block(table))
