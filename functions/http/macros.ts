import { macroStore, readMacros } from '../../adapters/dynamo/macros/macro-store.ts'
import { templateStore } from '../../adapters/dynamo/messages/template-store.ts'
import { shippedTemplates } from '../../domain/templates/shipped.ts'
import { deskPorts } from '../desk/wiring.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { macroRoutes } from './macros.routes.ts'
import { repeatable } from './repeatable.ts'
import { sealing } from './sealing.ts'
import { currentTemplate } from './template-answer.ts'

const base = sealing(process.env)
const { table, vault } = base
const templates = { store: templateStore(table), shipped: shippedTemplates }

export const handler = httpHandler(macroRoutes, {
  ports: {
    ...deskPorts(table, vault),
    macros: macroStore(table),
    allMacros: readMacros(table),
    template: async (code) => (await currentTemplate(templates, code))?.state,
  },
  once: repeatable(base, 'macros'),
})
