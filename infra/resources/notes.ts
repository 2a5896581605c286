import { noteRoutes } from '../../functions/http/notes.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['CUSTOMER#', 'NOTES#', 'IDEMPOTENCY#notes']

export const mountNotes = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Notes', {
    house,
    gateway,
    entry: 'notes',
    routes: noteRoutes,
    impact: 'Staff cannot read or write notes on customers, pinned warnings among them',
  })
  table.letRead(worker, { keys: [...keys, 'EVENTS#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
