import * as z from 'zod'
import { MacroEvent } from '../../../domain/macros/events.ts'
import { Macro } from '../../../domain/macros/macro.ts'
import type { AllMacros, MacroStore } from '../../../domain/macros/ports.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { allMacrosPartition, macroKey } from './keys.ts'

export const macroStore = (table: Table): MacroStore =>
  recordStore(table, { kind: 'macro', schema: Macro, events: MacroEvent, key: macroKey, about: () => [] })

const Stored = z.looseObject({ version: z.int(), state: Macro })

/** Every macro, in the order of their codes. */
export const readMacros =
  (table: Table): AllMacros =>
  async () =>
    (await table.queryAll({ partition: allMacrosPartition() })).map((item) => {
      const { version, state } = Stored.parse(item)
      return { version, state }
    })
