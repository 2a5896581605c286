import * as z from 'zod'
import { TemplateEvent } from '../../../domain/templates/events.ts'
import type { TemplateStore } from '../../../domain/templates/ports.ts'
import { Template } from '../../../domain/templates/template.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { absent } from '../table/conditions.ts'
import type { Table } from '../table/table.ts'
import { templateKey, templateList, templateListKey, templateVersionKey } from './keys.ts'

const Stored = z.looseObject({ state: Template })
const Listed = z.looseObject({ code: z.string() })

const kept: Kept<typeof Template, typeof TemplateEvent> = {
  kind: 'template',
  schema: Template,
  events: TemplateEvent,
  key: templateKey,
  links: (template) => (template ? [{ ...templateListKey(template.code), entity: 'template-row', code: template.code }] : []),
  about: () => [],
}

export const templateStore = (table: Table): TemplateStore => {
  const store = recordStore(table, kept)
  return {
    load: store.load,
    // Every version is kept beside the current one, and none is ever written twice.
    commit: (change) => {
      const version = { ...templateVersionKey(change.id, change.expected + 1), entity: 'template-version', state: change.state }
      return recordStore(table, { ...kept, beside: [table.put(version, absent)] }).commit(change)
    },
    version: async (code, version) => {
      const item = await table.get(templateVersionKey(code, version))
      return item && Stored.parse(item).state
    },
    all: async () => {
      const rows = await table.queryAll({ partition: templateList })
      const found = await Promise.all(rows.map((row) => store.load(Listed.parse(row).code)))
      return found.flatMap((one) => (one?.state ? [{ state: one.state, version: one.version }] : []))
    },
  }
}
