import { attachmentStore } from '../../adapters/dynamo/attachments/attachment-store.ts'
import { doorStore } from '../../adapters/dynamo/doors/door-store.ts'
import { inboundStore } from '../../adapters/dynamo/inbound/inbound-store.ts'
import { fileObjects } from '../../adapters/objects/file-objects.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import type { DoorKind } from '../../domain/doors/door.ts'
import { phoneSecret, wechatSecrets } from '../doors/door-secrets.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { doorRoutes } from './doors.routes.ts'
import { inboundRoutes } from './inbound.routes.ts'
import { repeatable } from './repeatable.ts'
import { sealing } from './sealing.ts'

const { LINK_KEY_ID, FILES_BUCKET } = Environment.pick({ LINK_KEY_ID: true, FILES_BUCKET: true }).parse(process.env)
const base = sealing(process.env)
const { table, vault, kms } = base
const keyFor = (purpose: string) => deriveKey(kms, LINK_KEY_ID, purpose)

const secrets = async (kind: DoorKind, edition: number): Promise<Readonly<Record<string, string>>> =>
  kind === 'phone' ? { signingSecret: await phoneSecret(keyFor, edition) } : wechatSecrets(keyFor, edition)

const ports = {
  inbound: inboundStore(table, vault),
  attachments: attachmentStore(table),
  objects: fileObjects(FILES_BUCKET),
  doors: doorStore(table),
  secrets,
}

export const handler = httpHandler({ ...inboundRoutes, ...doorRoutes }, { ports, once: repeatable(base, 'doors') })
