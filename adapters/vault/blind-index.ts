import { createHmac } from 'node:crypto'
import type { KMSClient } from '@aws-sdk/client-kms'
import { deriveKey } from './derive.ts'

/** HMAC-SHA-256 in base64url. The kind is part of what is hashed, so a number used as phone and as tax id gives two hashes. */
export const blindIndex = async (kms: KMSClient, derivingKeyId: string, [kind, value]: readonly [string, string]): Promise<string> => {
  const key = await deriveKey(kms, derivingKeyId, 'lading:blind-index:v1')
  return createHmac('sha256', key)
    .update(JSON.stringify([kind, value]))
    .digest('base64url')
}
