import * as z from 'zod'
import { MacroEvent } from '../../../domain/macros/events.ts'
import { Macro } from '../../../domain/macros/macro.ts'
import type { AllMacros, MacroStore } from '../../../domain/macros/ports.ts'
import { shippedMacro, shippedMacros } from '../../../domain/macros/shipped.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { allMacrosPartition, macroKey } from './keys.ts'

/** The firm's macros. One that nobody has put is as it ships, at version 0. */
export const macroStore = (table: Table): MacroStore => {
  const store = recordStore(table, { kind: 'macro', schema: Macro, events: MacroEvent, key: macroKey, about: () => [] })
  return {
    load: async (code) => {
      const shipped = shippedMacro(code)
      return (await store.load(code)) ?? (shipped && { state: shipped, version: 0 })
    },
    commit: store.commit,
  }
}

const Stored = z.looseObject({ version: z.int(), state: Macro })

/** Every macro, in the order of their codes. */
export const readMacros =
  (table: Table): AllMacros =>
  async () => {
    const written = (await table.queryAll({ partition: allMacrosPartition() })).map((item) => {
      const { version, state } = Stored.parse(item)
      return { version, state }
    })
    const untouched = shippedMacros.filter(({ code }) => !written.some(({ state }) => state.code === code))
    return [...written, ...untouched.map((state) => ({ version: 0, state }))].sort((a, b) => (a.state.code < b.state.code ? -1 : 1))
  }
