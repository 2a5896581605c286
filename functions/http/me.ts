import { staffStore } from '../../adapters/dynamo/staff/staff-store.ts'
import { emailCode } from '../runtime/email-code.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { meRoutes } from './me.routes.ts'
import { repeatable } from './repeatable.ts'
import { sealing } from './sealing.ts'

const base = sealing(process.env)
const { table, vault, derived } = base
const codeKey = derived(purposes.emailCode)

export const handler = httpHandler(meRoutes, {
  ports: { staff: staffStore(table, vault), codeFor: async (naming) => emailCode(await codeKey(), naming) },
  once: repeatable(base, 'me'),
})
