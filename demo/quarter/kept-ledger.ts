import { readFile, writeFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Ledger } from './ledger.ts'
import type { Script } from './play.ts'

/** By what two quarters are the same one. */
const Which = z.strictObject({
  customers: z.int(),
  days: z.int(),
  first: z.string(),
  pace: z.strictObject({
    cadences: z.record(z.string(), z.strictObject({ reviewDays: z.int(), visitDays: z.int() })),
    calls: z.number(),
  }),
})
type Which = z.infer<typeof Which>
const File = z.strictObject({ which: Which, entries: z.array(z.tuple([z.string(), z.int()])) })

const whichOf = ({ firm, days }: Pick<Script, 'firm' | 'days'>, first: string): Which => ({
  customers: firm.customers.length,
  days,
  first,
  pace: firm.pace,
})

/** Keeps the ledger of a quarter that was played undisturbed, to compare one with kills with it on another day. */
export const keepLedger = (path: string, ledger: Ledger, { script, first }: { readonly script: Script; readonly first: string }) =>
  writeFile(path, JSON.stringify({ which: whichOf(script, first), entries: [...ledger] } satisfies z.infer<typeof File>))

/** The ledger of the same quarter. Throws a sentence where the file is of another one. */
export const keptLedger = async (path: string, script: Script): Promise<Ledger> => {
  const { which, entries } = File.parse(JSON.parse(await readFile(path, 'utf8')))
  const asked = whichOf(script, script.first ?? '')
  if (!isDeepStrictEqual(which, asked))
    throw new Error(`${path} is of another quarter: ${JSON.stringify(which)}, and not ${JSON.stringify(asked)}`)
  return new Map(entries)
}
